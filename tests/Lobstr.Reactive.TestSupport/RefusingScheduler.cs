using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that refuses some of the work that it is given, as one does that is being shut down.</summary>
public sealed class RefusingScheduler(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
{
    private int _calls;

    /// <summary>Whether it refuses a call of Schedule, by the number of the call, from 1.</summary>
    public Func<int, bool> Refuses { get; set; } = _ => false;

    /// <summary>How often work was given to it.</summary>
    public int Calls => _calls;

    /// <summary>What it throws.</summary>
    public InvalidOperationException Refusal { get; } = new("The scheduler of the test takes no more work.");

    public DateTimeOffset Now => inner.Now;

    public IStopwatch StartStopwatch() => inner.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        ThrowIfRefused();
        return inner.Schedule((state, action), Run);
    }

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ThrowIfRefused();
        return inner.Schedule((state, action), dueTime, Run);
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    private void ThrowIfRefused()
    {
        if (Refuses(Interlocked.Increment(ref _calls)))
            throw Refusal;
    }

    // Work that an action schedules comes to this scheduler, not to the one beneath.
    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work) =>
        work.Action(this, work.State);
}
