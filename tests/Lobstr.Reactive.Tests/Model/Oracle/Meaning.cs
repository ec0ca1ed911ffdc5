namespace Lobstr.Reactive.Tests.Model;

/// <summary>What an answer of a script means by the table of promises, and what a subscriber sees of it.</summary>
/// <param name="Outcome">Which row of the table.</param>
/// <param name="Text">The status as it is emitted, or the type of the fault; with the number of the answer where it is the script's own object.</param>
public sealed record Meaning(Outcome Outcome, string Text)
{
    public bool IsTerminal => Text is "SUCCESS" or "FAILURE";

    public bool IsBrokenStream => Text.StartsWith("IOException", StringComparison.Ordinal);

    public static Meaning Of(Reply reply, int number) => reply.Said switch
    {
        Said.Pending => new(Outcome.Good, "PENDING"),
        Said.Progress => new(Outcome.Good, "PROGRESS"),
        Said.ProgressWithCounts => new(Outcome.Good, "PROGRESS+3"),
        Said.UnknownState => new(Outcome.Good, "STARTED"),
        Said.Success => new(Outcome.Good, "SUCCESS"),
        Said.Failure => new(Outcome.Good, "FAILURE"),
        Said.ConnectionLost or Said.Http503Exception => new(Outcome.Transient, $"HttpRequestException #{number}"),
        Said.BrokenStream or Said.ThrowsTransient => new(Outcome.Transient, $"IOException #{number}"),
        Said.TimedOut => new(Outcome.Transient, $"TimeoutException #{number}"),
        Said.CancelledByAStranger => new(Outcome.Transient, "TaskCanceledException"),
        Said.ProtocolFault or Said.SomebodyElsesUpload => new(Outcome.Transient, "LobstrProtocolException"),
        Said.RequestTimeout408 or Said.Server500 or Said.Server503 => new(Outcome.Transient, "LobstrApiException"),
        Said.RateLimited429 => new(Outcome.RateLimited, "LobstrRateLimitException"),
        Said.NotFound404 => new(Outcome.NotFound, "UploadNotFoundException"),
        Said.Unauthorized401 or Said.Forbidden403 => new(Outcome.Hopeless, "LobstrAuthenticationException"),
        Said.Bad400 or Said.Gone410 or Said.Redirect302 => new(Outcome.Hopeless, "LobstrApiException"),
        Said.Http400Exception => new(Outcome.Hopeless, $"HttpRequestException #{number}"),
        Said.Http429Exception => new(Outcome.RateLimited, $"HttpRequestException #{number}"),
        Said.Http404Exception => new(Outcome.NotFound, $"HttpRequestException #{number}"),
        Said.ProgrammingError or Said.ThrowsHopeless => new(Outcome.Hopeless, $"ScriptedException #{number}"),
        Said.NullTask or Said.NullStatus => new(Outcome.Hopeless, "InvalidOperationException"),
        _ => throw new NotSupportedException($"{reply.Said}"),
    };

    /// <summary>The client has given up a request.</summary>
    public static Meaning TimedOut { get; } = new(Outcome.Transient, "TimeoutException");
}
