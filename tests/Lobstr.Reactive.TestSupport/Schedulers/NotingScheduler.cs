using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that notes what it is asked to do: after which delay, and whether without an execution context.</summary>
public sealed class NotingScheduler(IScheduler inner) : SchedulerOver(inner)
{
    private readonly List<(TimeSpan? Delay, bool IsFlowSuppressed)> _notes = [];

    /// <summary>A note for each call, in order; without a delay if none was asked for.</summary>
    public IReadOnlyList<(TimeSpan? Delay, bool IsFlowSuppressed)> Notes => _notes;

    protected override void OnScheduling(TimeSpan? dueTime) => _notes.Add((dueTime, ExecutionContext.IsFlowSuppressed()));
}
