namespace Lobstr.Reactive;

/// <summary>What ends the wait for the file of a run that has ended: its address.</summary>
/// <param name="run">The run as it ended.</param>
internal sealed class ExportRules(Run run) : WatchRules<Uri>
{
    public override string Subject => "export";

    // In the service's own guide; the file is there some seconds after the end.
    public override PollSchedule DefaultSchedule { get; } = PollSchedule.Every(TimeSpan.FromSeconds(3));

    public override string? StateOf(Uri answer) => null;

    public override bool IsTerminal(Uri answer) => true;

    public override Exception? FailureOf(Uri answer) => null;

    public override Exception TimeoutError(string? id, Uri? last, TimeSpan elapsed, Exception? lastFault) =>
        new RunTimeoutException(run.Id, run, lastStats: null, elapsed, lastFault);
}
