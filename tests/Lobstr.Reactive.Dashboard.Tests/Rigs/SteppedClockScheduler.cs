using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>
/// Runs everything at once on the thread pool, by a clock that moves when a test says so: a service on it goes to its next state when the
/// test has seen the last one.
/// </summary>
internal sealed class SteppedClockScheduler(DateTimeOffset start) : IScheduler
{
    private long _ticks = start.UtcTicks;

    public DateTimeOffset Now => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void AdvanceBy(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        ThreadPoolScheduler.Instance.Schedule((state, action, scheduler: this), (_, work) => work.action(work.scheduler, work.state));

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, action);
}
