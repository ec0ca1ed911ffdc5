using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>Real time with other dates: a minute may pass in an instant, and nothing that waits notices.</summary>
internal sealed class OffsetScheduler(TimeSpan offset) : IScheduler, IServiceProvider
{
    private long _offset = offset.Ticks;

    public DateTimeOffset Now => DefaultScheduler.Instance.Now + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void AdvanceBy(TimeSpan time) => Interlocked.Add(ref _offset, time.Ticks);

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, TimeSpan.Zero, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        DefaultScheduler.Instance.Schedule((state, action, scheduler: this), dueTime, static (_, work) => work.action(work.scheduler, work.state));

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    // Spans are measured by the real clock.
    public object? GetService(Type serviceType) => ((IServiceProvider)DefaultScheduler.Instance).GetService(serviceType);
}
