using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that does something whenever its clock is read or work is given to it, as the lock of a real one would.</summary>
public sealed class WatchedClockScheduler(IScheduler inner) : SchedulerOver(inner)
{
    private int _isInside;

    /// <summary>What to do; not done again until it has been done.</summary>
    public Action? WhenUsed { get; set; }

    public override DateTimeOffset Now
    {
        get
        {
            Use();
            return base.Now;
        }
    }

    public override IStopwatch StartStopwatch() => new WatchedStopwatch(this, base.StartStopwatch());

    protected override void OnScheduling(TimeSpan? dueTime) => Use();

    private void Use()
    {
        if (WhenUsed is not { } whenUsed || Interlocked.Exchange(ref _isInside, 1) == 1)
            return;
        try
        {
            whenUsed();
        }
        finally
        {
            Volatile.Write(ref _isInside, 0);
        }
    }

    private sealed class WatchedStopwatch(WatchedClockScheduler scheduler, IStopwatch inner) : IStopwatch
    {
        public TimeSpan Elapsed
        {
            get
            {
                scheduler.Use();
                return inner.Elapsed;
            }
        }
    }
}
