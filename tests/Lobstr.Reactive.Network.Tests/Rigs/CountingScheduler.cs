using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>The default scheduler, with the number of its actions that have neither run nor been disposed.</summary>
internal sealed class CountingScheduler() : SchedulerOver(DefaultScheduler.Instance)
{
    /// <summary>What is scheduled or runs.</summary>
    public Gauge Pending { get; } = new();

    public override IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, TimeSpan.Zero, action);

    public override IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        Pending.Up();
        int begun = 0;
        IDisposable timer = base.Schedule(state, dueTime, (scheduler, it) =>
        {
            if (Interlocked.Exchange(ref begun, 1) == 1)
                return Disposable.Empty;
            try
            {
                return action(scheduler, it);
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
}
