using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// A scheduler over another one that counts what it is asked to do. On request its clock moves a little with every look, as real clocks
/// do and virtual ones do not: an instant that is computed from "now" then never comes to rest.
/// </summary>
public sealed class CallCountingScheduler(IScheduler inner, TimeSpan perLook = default) : SchedulerOver(inner)
{
    private long _calls;
    private long _looks;

    /// <summary>How often work was scheduled.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    public override DateTimeOffset Now => base.Now + Look();

    public override IStopwatch StartStopwatch() => new MovingStopwatch(this, base.StartStopwatch());

    protected override void OnScheduling(TimeSpan? dueTime) => Interlocked.Increment(ref _calls);

    private TimeSpan Look() => perLook * Interlocked.Increment(ref _looks);

    private sealed class MovingStopwatch(CallCountingScheduler scheduler, IStopwatch inner) : IStopwatch
    {
        public TimeSpan Elapsed => inner.Elapsed + scheduler.Look();
    }
}
