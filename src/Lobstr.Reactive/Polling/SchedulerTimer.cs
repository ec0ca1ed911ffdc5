namespace Lobstr.Reactive;

/// <summary>
/// A timer of a queue: rings at an instant or earlier, never later, from an action on the scheduler. What it is set to is guarded by
/// turns of the queue; unless said otherwise everything is called in a turn.
/// </summary>
/// <param name="clock">The time that counts.</param>
/// <param name="callback">Called without a turn when it rings, with itself and the version of its setting.</param>
/// <param name="isShared">Whether it rings for many.</param>
internal sealed class SchedulerTimer(Clock clock, Action<SchedulerTimer, long> callback, bool isShared)
{
    // Shorter than the longest delay of any scheduler; longer ones are waited out in parts.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    // Real timers count whole milliseconds and ring up to one too early: what is then left is waited out in one step.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private TimeSpan _instant = Clock.Never;
    private bool _wasEarly;
    private IDisposable? _timer;
    private long _version;

    /// <summary>Whether it rings at this instant or before, or need not.</summary>
    // An instant after the end of the calendar never comes.
    public bool IsSetFor(TimeSpan instant) => instant >= _instant || instant > clock.MaxInstant;

    /// <summary>It is to ring at this instant, unless it is set to ring earlier already.</summary>
    /// <returns>Whether there is a change, which is made by <see cref="Schedule"/>.</returns>
    public bool TrySet(TimeSpan instant, TimeSpan now, out TimerChange setting)
    {
        setting = default;
        if (IsSetFor(instant))
            return false;
        TimeSpan delay = Clock.Max(instant - now, _wasEarly ? Rounding : TimeSpan.Zero);
        setting = new TimerChange(++_version, Clock.Min(delay, LongestDelay), TakeTimer());
        _instant = instant;
        _wasEarly = false;
        return true;
    }

    /// <summary>It is not to ring at all until it is set again.</summary>
    /// <inheritdoc cref="TrySet" path="/returns"/>
    public bool TryStop(out TimerChange setting)
    {
        setting = new TimerChange(Version: 0, TimeSpan.Zero, TakeTimer());
        _instant = Clock.Never;
        _version++;
        return setting.Replaced is not null;
    }

    /// <summary>It rings: it has to be set again.</summary>
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

    /// <summary>The scheduler has refused to ring: the alarm has to be set again.</summary>
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
    /// <param name="timer">The timer, for <see cref="TryKeep"/>; null where there is none.</param>
    /// <returns>Why the scheduler refuses, for <see cref="TryRelease"/>; null where it does not.</returns>
    public Exception? Schedule(TimerChange setting, out IDisposable? timer)
    {
        setting.Replaced?.Dispose();
        timer = null;
        if (setting.Version == 0)
            return null;
        // It has nobody's execution context: that of a subscriber would be kept alive, and lent to polls that are not his. An alarm of one
        // watch is set by a subscriber only once; then it is set in actions that have none.
        return isShared || setting.Version == 1
            ? clock.Scheduler.TryScheduleWithoutContext((this, setting.Version), setting.Delay, Ring, out timer)
            : clock.Scheduler.TrySchedule((this, setting.Version), setting.Delay, Ring, out timer);
    }

    private static void Ring((SchedulerTimer SchedulerTimer, long Version) state) => state.SchedulerTimer.Ring(state.Version);

    private void Ring(long version) => callback(this, version);

    private IDisposable? TakeTimer()
    {
        IDisposable? timer = _timer;
        _timer = null;
        return timer;
    }
}
