using System.Reactive.Disposables;

namespace Lobstr.Reactive;

/// <summary>
/// The one timer of a queue: rings at an instant or earlier, never later, from an action on the scheduler. Thread-safe; calls
/// the scheduler and the bell without holding a lock.
/// </summary>
/// <param name="clock">The time that counts.</param>
/// <param name="bell">Called when it rings.</param>
/// <param name="isShared">Whether it rings for many: then whoever sets it lends it no execution context.</param>
internal sealed class Alarm(Clock clock, Action bell, bool isShared)
{
    // Shorter than the longest delay of any scheduler; longer ones are waited out in parts.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private TimeSpan _instant = Clock.Never;
    private IDisposable? _timer;
    private int _version;

    /// <summary>Rings at this instant, unless it is set to ring earlier already.</summary>
    public void Set(TimeSpan instant)
    {
        if (instant == Clock.Never)
            return;
        int version;
        IDisposable? old;
        lock (_lock)
        {
            if (instant >= _instant)
                return;
            _instant = instant;
            version = ++_version;
            old = _timer;
            _timer = null;
        }
        old?.Dispose();
        Keep(version, Schedule(version, Clock.Max(TimeSpan.Zero, instant - clock.Elapsed)));
    }

    /// <summary>Does not ring at all until it is set again.</summary>
    public void Stop()
    {
        IDisposable? old;
        lock (_lock)
        {
            _instant = Clock.Never;
            _version++;
            old = _timer;
            _timer = null;
        }
        old?.Dispose();
    }

    private IDisposable Schedule(int version, TimeSpan delay)
    {
        delay = Clock.Min(delay, LongestDelay);
        // An instant after the end of the calendar never comes.
        if (delay > DateTimeOffset.MaxValue - clock.Scheduler.Now)
            return Disposable.Empty;
        bool suppress = isShared && !ExecutionContext.IsFlowSuppressed();
        if (suppress)
            ExecutionContext.SuppressFlow();
        try
        {
            return delay == TimeSpan.Zero
                ? clock.Scheduler.Schedule((this, version), static (_, state) => state.Item1.OnTimer(state.version))
                : clock.Scheduler.Schedule((this, version), delay, static (_, state) => state.Item1.OnTimer(state.version));
        }
        finally
        {
            if (suppress)
                ExecutionContext.RestoreFlow();
        }
    }

    // The scheduler may have run the action, or somebody set the alarm anew, before it returned the timer.
    private void Keep(int version, IDisposable timer)
    {
        lock (_lock)
        {
            if (version == _version)
            {
                _timer = timer;
                return;
            }
        }
        timer.Dispose();
    }

    private IDisposable OnTimer(int version)
    {
        TimeSpan instant;
        lock (_lock)
        {
            if (version != _version)
                return Disposable.Empty;
            instant = _instant;
            _instant = Clock.Never;
            _version++;
            _timer = null;
        }
        TimeSpan early = instant - clock.Elapsed;
        if (early > TimeSpan.Zero)
            Set(Clock.Later(instant, RoundingOf(early)));
        else
            bell();
        return Disposable.Empty;
    }

    // Real timers count whole milliseconds and ring up to one too early: what is then left is waited out in one step.
    private static TimeSpan RoundingOf(TimeSpan early) =>
        early < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) - early : TimeSpan.Zero;
}
