namespace Lobstr.Reactive;

/// <summary>
/// A timer of a queue: fires at an instant or earlier, never later, from an action on the scheduler. What it is set to is guarded by
/// turns of the queue; unless said otherwise everything is called in a turn.
/// </summary>
/// <param name="clock">The time that counts.</param>
/// <param name="callback">Called without a turn when it fires, with itself and the version of its setting.</param>
/// <param name="isShared">Whether it fires for many.</param>
internal sealed class SchedulerTimer(Clock clock, Action<SchedulerTimer, long> callback, bool isShared)
{
    // Real timers count whole milliseconds and fire up to one too early: what is then left is waited out in one step.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private TimeSpan _instant = Clock.Never;
    private bool _wasEarly;
    private IDisposable? _timer;
    private long _version;

    /// <summary>Whether it fires at this instant or before, or need not.</summary>
    // An instant after the end of the calendar never comes.
    public bool IsSetFor(TimeSpan instant) => instant >= _instant || instant > clock.MaxInstant;

    /// <summary>It is to fire at this instant, unless it is set to fire earlier already.</summary>
    /// <returns>Whether there is a change, which is made by <see cref="Schedule"/>.</returns>
    public bool TrySet(TimeSpan instant, TimeSpan now, out TimerChange setting)
    {
        setting = default;
        if (IsSetFor(instant))
            return false;
        TimeSpan delay = Clock.Max(instant - now, _wasEarly ? Rounding : TimeSpan.Zero);
        setting = new TimerChange(++_version, Clock.Min(delay, Clock.LongestDelay), TakeTimer());
        _instant = instant;
        _wasEarly = false;
        return true;
    }

    /// <summary>It is not to fire at all until it is set again.</summary>
    /// <inheritdoc cref="TrySet" path="/returns"/>
    public bool TryStop(out TimerChange setting)
    {
        setting = new TimerChange(Version: 0, TimeSpan.Zero, TakeTimer());
        _instant = Clock.Never;
        _version++;
        return setting.Replaced is not null;
    }

    /// <summary>It fires: it has to be set again.</summary>
    /// <returns>Whether this is what it was last set to.</returns>
    public bool TryFire(long version, TimeSpan now)
    {
        if (version != _version)
            return false;
        _wasEarly = now < _instant;
        _instant = Clock.Never;
        _version++;
        _timer = null;
        return true;
    }

    /// <summary>Keeps the timer, to dispose of it when it is no longer needed.</summary>
    /// <returns>Whether it is still needed: the scheduler may have run the action before it returned the timer.</returns>
    public bool TryKeep(IDisposable timer, TimerChange setting)
    {
        if (setting.Version != _version)
            return false;
        _timer = timer;
        return true;
    }

    /// <summary>The scheduler has refused to fire it: the timer has to be set again.</summary>
    /// <returns>Whether this is what it was last set to.</returns>
    public bool TryRelease(TimerChange setting)
    {
        if (setting.Version != _version)
            return false;
        _instant = Clock.Never;
        _version++;
        return true;
    }

    /// <summary>Makes a change. Called without a turn.</summary>
    /// <param name="setting">The change.</param>
    /// <param name="timer">The timer, for <see cref="TryKeep"/>; null if there is none.</param>
    /// <returns>Why the scheduler refuses, for <see cref="TryRelease"/>; null if it does not.</returns>
    public Exception? Schedule(TimerChange setting, out IDisposable? timer)
    {
        setting.Replaced?.Dispose();
        timer = null;
        if (setting.Version == 0)
            return null;
        // It has nobody's execution context: that of a subscriber would be kept alive, and lent to polls that are not his. A timer of one
        // watch is set by a subscriber only once; then it is set in actions that have none.
        return isShared || setting.Version == 1
            ? clock.Scheduler.TryScheduleWithoutContext((this, setting.Version), setting.Delay, Fire, out timer)
            : clock.Scheduler.TrySchedule((this, setting.Version), setting.Delay, Fire, out timer);
    }

    private static void Fire((SchedulerTimer Timer, long Version) state) => state.Timer.Fire(state.Version);

    private void Fire(long version) => callback(this, version);

    private IDisposable? TakeTimer()
    {
        IDisposable? timer = _timer;
        _timer = null;
        return timer;
    }
}
