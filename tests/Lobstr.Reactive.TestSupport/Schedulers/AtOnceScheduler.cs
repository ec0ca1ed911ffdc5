using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A scheduler over another one that runs what is due now at once, within the call that schedules it, and lets the rest wait.</summary>
public sealed class AtOnceScheduler(IScheduler inner) : SchedulerOver(inner)
{
    public override IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => Execute(state, action);

    public override IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        dueTime <= TimeSpan.Zero ? Execute(state, action) : base.Schedule(state, dueTime, action);
}
