using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Lobstr.Reactive.HostileServerTests;

/// <summary>The default scheduler, with the number of its actions that have neither run nor been disposed.</summary>
internal sealed class CountingScheduler : IScheduler, IServiceProvider
{
    private readonly DefaultScheduler _scheduler = DefaultScheduler.Instance;

    public DateTimeOffset Now => _scheduler.Now;

    /// <summary>What is scheduled or runs.</summary>
    public Gauge Pending { get; } = new();

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, TimeSpan.Zero, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        Pending.Up();
        int begun = 0;
        IDisposable timer = _scheduler.Schedule(state, dueTime, (_, it) =>
        {
            if (Interlocked.Exchange(ref begun, 1) == 1)
                return Disposable.Empty;
            try
            {
                return action(this, it);
            }
            finally
            {
                Pending.Down();
            }
        });
        return Disposable.Create(() =>
        {
            timer.Dispose();
            if (Interlocked.Exchange(ref begun, 1) == 0)
                Pending.Down();
        });
    }

    // Elapsed time is measured as the default scheduler does it; nothing else is passed on, for it would not be counted.
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IStopwatchProvider) ? ((IServiceProvider)_scheduler).GetService(serviceType) : null;
}
