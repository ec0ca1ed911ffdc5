using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that runs what is due now at once, within the call that schedules it, and lets the rest wait.</summary>
public sealed class AtOnceScheduler(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
{
    public DateTimeOffset Now => inner.Now;

    public IStopwatch StartStopwatch() => inner.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => action(this, state);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        dueTime <= TimeSpan.Zero ? action(this, state) : inner.Schedule((state, action), dueTime, Run);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    // Work that an action schedules comes to this scheduler, not to the one beneath.
    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work) =>
        work.Action(this, work.State);
}
