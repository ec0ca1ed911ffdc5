namespace Lobstr.Reactive;

/// <summary>What ends the watch of a run's stats: whether the run ended, and how, is not for them to say.</summary>
internal sealed class RunStatsRules : WatchRules<RunStats>
{
    public static RunStatsRules Instance { get; } = new();

    public override string Subject => "run_stats";

    public override PollSchedule DefaultSchedule => RunRules.Pace;

    public override bool IsContinued => true;

    public override string? StateOf(RunStats answer) => null;

    public override bool IsTerminal(RunStats answer) => answer.IsDone;

    public override Exception? FailureOf(RunStats answer) => null;

    public override Exception TimeoutError(string? id, RunStats? last, TimeSpan elapsed, Exception? lastFault) =>
        new RunTimeoutException(id ?? "", lastRun: null, last, elapsed, lastFault);
}
