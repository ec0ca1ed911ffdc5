namespace Lobstr.Reactive;

/// <summary>What ends the watch of a run, or the end of the watch of its stats: they do not tell how it ended.</summary>
/// <param name="lastStats">The last stats if they were watched, for the error of a deadline.</param>
/// <param name="elapsedBefore">How long they had been watched.</param>
/// <param name="isFailureAnError">Whether a run that ends in error, or is aborted, is an error.</param>
internal sealed class RunRules(RunStats? lastStats, TimeSpan elapsedBefore, bool isFailureAnError = true) : WatchRules<Run>
{
    /// <summary>For whoever watches the run itself.</summary>
    public static RunRules Instance { get; } = new(lastStats: null, elapsedBefore: TimeSpan.Zero);

    /// <summary>For whoever waits for the end, however it ends.</summary>
    public static RunRules AnyEnd { get; } = new(lastStats: null, elapsedBefore: TimeSpan.Zero, isFailureAnError: false);

    /// <summary>No more often than the service's guide allows.</summary>
    public static PollSchedule Pace { get; } = PollSchedule.Every(TimeSpan.FromSeconds(5));

    public override string Subject => "run";

    public override PollSchedule DefaultSchedule => Pace;

    public override TimeSpan ElapsedBefore => elapsedBefore;

    public override bool IsContinuation => lastStats is not null;

    public override string? StateOf(Run answer) => answer.RawStatus;

    public override bool IsTerminal(Run answer) => answer.IsFinal;

    public override Exception? FailureOf(Run answer) => isFailureAnError && answer.HasFailed ? new RunFailedException(answer) : null;

    public override Exception TimeoutError(string? id, Run? last, TimeSpan elapsed, Exception? lastFault) =>
        new RunTimeoutException(id ?? "", last, lastStats, elapsedBefore + elapsed, lastFault);
}
