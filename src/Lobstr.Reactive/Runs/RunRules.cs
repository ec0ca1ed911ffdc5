namespace Lobstr.Reactive;

/// <summary>What ends the watch of a run whose stats say that it is done: how it ended.</summary>
/// <param name="lastStats">The last stats, for the error of a deadline.</param>
/// <param name="elapsedBefore">How long the stats had been watched.</param>
internal sealed class RunRules(RunStats lastStats, TimeSpan elapsedBefore) : WatchRules<Run>
{
    /// <summary>No more often than the service's guide allows.</summary>
    public static PollSchedule Pace { get; } = PollSchedule.Every(TimeSpan.FromSeconds(5));

    public override string Subject => "run";

    public override PollSchedule DefaultSchedule => Pace;

    public override TimeSpan ElapsedBefore => elapsedBefore;

    public override bool IsContinuation => true;

    public override string? StateOf(Run answer) => answer.RawStatus;

    public override bool IsTerminal(Run answer) =>
        answer.IsDone || answer.Status is RunStatus.Done or RunStatus.Aborted or RunStatus.Error;

    public override Exception? FailureOf(Run answer) =>
        answer.Status is RunStatus.Aborted or RunStatus.Error ? new RunFailedException(answer) : null;

    public override Exception TimeoutError(string? id, Run? last, TimeSpan elapsed, Exception? lastFault) =>
        new RunTimeoutException(lastStats.Id, lastStats, elapsedBefore + elapsed, lastFault);
}
