namespace Lobstr.Reactive;

/// <summary>A run ended in <see cref="RunStatus.Error"/> or <see cref="RunStatus.Aborted"/>. What it found until then is kept.</summary>
public sealed class RunFailedException : LobstrException
{
    /// <summary>Makes the error of a run of no known id.</summary>
    public RunFailedException()
        : this(Unnamed)
    {
    }

    /// <summary>Makes the error of a run of no known id.</summary>
    /// <param name="message">What went wrong.</param>
    public RunFailedException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes the error of a run of no known id that another one caused.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public RunFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Run = Unnamed;
    }

    /// <summary>Makes the error of a run.</summary>
    /// <param name="run">The run as it ended.</param>
    public RunFailedException(Run run)
        : base(Describe(run))
    {
        Run = run;
    }

    private static Run Unnamed => new() { Id = "", Status = RunStatus.Error, IsDone = true };

    /// <summary>The run as it ended, with the reason where the service gave one.</summary>
    public Run Run { get; }

    private static string Describe(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string how = run.WasAborted ? "was aborted" : "ended in an error";
        string why = run.DoneReasonDescription ?? run.DoneReason ?? "the service gave no reason";
        return $"The run '{run.Id}' {how}: {why}. It had found {run.TotalResults} rows.";
    }
}
