using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one, which does all that is not overridden.</summary>
public abstract class SchedulerOver(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
{
    public virtual DateTimeOffset Now => inner.Now;

    public virtual IStopwatch StartStopwatch() => inner.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public virtual IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        OnScheduling(null);
        return inner.Schedule((state, action), Run);
    }

    public virtual IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        OnScheduling(dueTime);
        return inner.Schedule((state, action), dueTime, Run);
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    /// <summary>Called before work is given to the scheduler beneath; what it throws refuses the work.</summary>
    /// <param name="dueTime">The delay; null: none was asked for.</param>
    protected virtual void OnScheduling(TimeSpan? dueTime)
    {
    }

    /// <summary>Runs work. What it schedules comes to this scheduler, not to the one beneath.</summary>
    protected virtual IDisposable Execute<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action(this, state);
    }

    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work) =>
        Execute(work.State, work.Action);
}
