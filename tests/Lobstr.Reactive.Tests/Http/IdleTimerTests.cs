using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>What does not move is cancelled when its time is up, however early a real timer fires.</summary>
public class IdleTimerTests
{
    [Fact]
    public void A_timer_that_fires_early_and_the_next_one_at_once_are_followed_by_one_that_counts()
    {
        TestScheduler scheduler = new();
        using IdleTimer idle = new(new Clock(new EarlyScheduler(scheduler)), TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        idle.Start();
        scheduler.AdvanceTo(TimeSpan.FromSeconds(4.999).Ticks);
        Assert.False(idle.Token.IsCancellationRequested);
        scheduler.AdvanceTo(TimeSpan.FromSeconds(5.001).Ticks);

        Assert.True(idle.Token.IsCancellationRequested);
        Assert.True(idle.IsExpired);
    }

    /// <summary>Its first timer fires two milliseconds early, its second while it is being set.</summary>
    private sealed class EarlyScheduler(IScheduler inner) : SchedulerOver(inner)
    {
        private int _timers;

        public override IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
        {
            _timers++;
            if (_timers != 2)
                return base.Schedule(state, _timers == 1 ? dueTime - TimeSpan.FromMilliseconds(2) : dueTime, action);
            action(this, state);
            return Disposable.Empty;
        }
    }
}
