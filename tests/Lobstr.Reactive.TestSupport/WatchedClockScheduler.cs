using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that does something whenever its clock is read or work is given to it, as the lock of a real one would.</summary>
public sealed class WatchedClockScheduler(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
{
    private int _isInside;

    /// <summary>What to do; not done again until it has been done.</summary>
    public Action? WhenUsed { get; set; }

    public DateTimeOffset Now
    {
        get
        {
            Use();
            return inner.Now;
        }
    }

    public IStopwatch StartStopwatch() => new WatchedStopwatch(this, inner.StartStopwatch());

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        Use();
        return inner.Schedule((state, action), Run);
    }

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        Use();
        return inner.Schedule((state, action), dueTime, Run);
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

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

    // Work that an action schedules comes to this scheduler, not to the one beneath.
    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work) =>
        work.Action(this, work.State);

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
