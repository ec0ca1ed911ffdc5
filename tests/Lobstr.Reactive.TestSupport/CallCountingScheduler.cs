using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// A scheduler over another one that counts what it is asked to do. On request its clock moves a little with every look, as real clocks
/// do and virtual ones do not: an instant that is computed from "now" then never comes to rest.
/// </summary>
public sealed class CallCountingScheduler(IScheduler inner, TimeSpan perLook = default) : IScheduler, IStopwatchProvider, IServiceProvider
{
    private long _calls;
    private long _looks;

    /// <summary>How often work was scheduled.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    public DateTimeOffset Now => inner.Now + Look();

    public IStopwatch StartStopwatch() => new MovingStopwatch(this, inner.StartStopwatch());

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        Interlocked.Increment(ref _calls);
        return inner.Schedule((state, action), Run);
    }

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        Interlocked.Increment(ref _calls);
        return inner.Schedule((state, action), dueTime, Run);
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    // Work that an action schedules comes to this scheduler, not to the one beneath.
    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work) =>
        work.Action(this, work.State);

    private TimeSpan Look() => perLook * Interlocked.Increment(ref _looks);

    private sealed class MovingStopwatch(CallCountingScheduler scheduler, IStopwatch inner) : IStopwatch
    {
        public TimeSpan Elapsed => inner.Elapsed + scheduler.Look();
    }
}
