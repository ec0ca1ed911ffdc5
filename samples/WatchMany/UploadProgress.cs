using System.Net;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>Where the watch of one upload stands.</summary>
/// <param name="UploadId">The upload.</param>
/// <param name="DueAt">When the next question is due; it may have to wait for the budget.</param>
internal sealed record UploadProgress(string UploadId, DateTimeOffset DueAt)
{
    public UploadStatus? Status { get; init; }

    /// <summary>What ended the watch early.</summary>
    public Exception? Error { get; init; }

    /// <summary>When the service answered last.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether a question is under way.</summary>
    public bool IsAsking { get; init; }

    /// <summary>What the watch does about a fault; null: there is none.</summary>
    public RetryScheduled? Retry { get; init; }

    public UploadOutcome Outcome =>
        Error is not null ? UploadOutcomes.Of(Error)
        : Status is { State: UploadState.Success } ? UploadOutcome.Succeeded
        : UploadOutcome.None;

    public bool HasEnded => Outcome is not UploadOutcome.None;

    /// <summary>Whether the next question is due and has to wait for the budget.</summary>
    public bool IsWaiting(DateTimeOffset now) => !HasEnded && !IsAsking && DueAt <= now;

    public UploadProgress With(UploadUpdate update) =>
        this with { Status = update.Status ?? Status, Error = update.Error };

    /// <param name="happened">What has happened to a request of this watch.</param>
    /// <param name="interval">How long from an answer to the next question.</param>
    public UploadProgress With(LobstrEvent happened, TimeSpan interval) => happened switch
    {
        RequestSent => this with { IsAsking = true },
        ResponseReceived { StatusCode: HttpStatusCode.OK or HttpStatusCode.Accepted } =>
            this with { IsAsking = false, AnsweredAt = happened.At, DueAt = happened.At + interval, Retry = null },
        ResponseReceived or RequestFailed => this with { IsAsking = false },
        RetryScheduled retry => this with { DueAt = retry.At + retry.Delay, Retry = retry },
        _ => this,
    };
}
