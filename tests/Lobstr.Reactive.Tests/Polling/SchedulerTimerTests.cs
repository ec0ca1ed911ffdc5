using System.Reactive.Disposables;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>What a timer of a queue is set to: what a setting that has been replaced brings is ignored, however late it comes.</summary>
public class SchedulerTimerTests
{
    private readonly TestScheduler _scheduler = new();
    private readonly SchedulerTimer _timer;

    public SchedulerTimerTests() => _timer = new SchedulerTimer(new Clock(_scheduler), (_, _) => { }, isShared: true);

    [Fact]
    public void A_timer_that_was_set_to_an_earlier_instant_need_not_be_set()
    {
        TimerChange five = Set(5);

        Assert.Equal(At(5), five.Delay);
        Assert.False(_timer.TrySet(At(5), At(1), out _));
        Assert.False(_timer.TrySet(At(6), At(1), out _));
        Assert.True(_timer.TrySet(At(4), At(1), out TimerChange four));
        Assert.Equal(At(3), four.Delay);
    }

    [Fact]
    public void The_last_instant_of_the_calendar_may_come_and_what_is_after_it_never_does()
    {
        TimeSpan last = new Clock(_scheduler).MaxInstant;

        Assert.False(_timer.TrySet(last + TimeSpan.FromTicks(1), At(0), out _));
        Assert.True(_timer.TrySet(last, At(0), out _));
    }

    [Fact]
    public void It_fires_once()
    {
        TimerChange setting = Set(5);

        Assert.True(_timer.TryFire(setting.Version, At(5)));
        Assert.False(_timer.TryFire(setting.Version, At(5)));
        Assert.False(_timer.TryKeep(Disposable.Empty, setting));
        Assert.NotEqual(setting.Version, Set(6).Version);
    }

    [Fact]
    public void Set_anew_it_does_not_fire_for_the_setting_before()
    {
        TimerChange five = Set(5);
        Assert.True(_timer.TryKeep(Disposable.Empty, five));
        TimerChange four = Set(4);

        Assert.Same(Disposable.Empty, four.Replaced);
        Assert.False(_timer.TryFire(five.Version, At(4)));
        Assert.False(_timer.TryKeep(Disposable.Empty, five));
        Assert.False(_timer.TryRelease(five));
        Assert.True(_timer.TryFire(four.Version, At(4)));
    }

    [Fact]
    public void Stopped_it_does_not_fire()
    {
        TimerChange setting = Set(5);
        Assert.False(_timer.TryStop(out _));

        Assert.False(_timer.TryFire(setting.Version, At(5)));
        Assert.False(_timer.TryKeep(Disposable.Empty, setting));
        Assert.True(_timer.TrySet(At(5), At(1), out _));
    }

    [Fact]
    public void What_the_scheduler_has_refused_is_set_again()
    {
        TimerChange setting = Set(5);

        Assert.True(_timer.TryRelease(setting));
        Assert.False(_timer.TryRelease(setting));
        Assert.False(_timer.TryFire(setting.Version, At(5)));
        Assert.True(_timer.TrySet(At(5), At(1), out _));
    }

    [Fact]
    public void If_it_fires_too_early_the_rest_is_waited_out_in_one_step()
    {
        TimerChange setting = Set(5);
        _timer.TryFire(setting.Version, At(4.9995));
        Assert.True(_timer.TrySet(At(5), At(4.9995), out TimerChange rest));
        Assert.Equal(TimeSpan.FromMilliseconds(1), rest.Delay);

        // Not so after one that came in time.
        _timer.TryFire(rest.Version, At(5.0005));
        Assert.True(_timer.TrySet(At(5.0006), At(5.0005), out TimerChange next));
        Assert.Equal(TimeSpan.FromMilliseconds(0.1), next.Delay);
    }

    private TimerChange Set(double seconds)
    {
        Assert.True(_timer.TrySet(At(seconds), At(0), out TimerChange setting));
        return setting;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
