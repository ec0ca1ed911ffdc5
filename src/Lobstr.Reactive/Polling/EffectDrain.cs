using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>
/// Has the lock of a queue, and executes without it what was decided with it: sends requests, notifies, cancels, and sets the timer
/// for what comes next.
/// </summary>
internal sealed class EffectDrain
{
    private readonly Lock _lock = new();
    private readonly RequestQueue _queue;
    private readonly bool _isPrivate;
    private readonly SchedulerTimer _timer;

    // Nearly all requests end long before their time is up: their timer fires now and then, and is not set anew for each of them.
    private readonly SchedulerTimer _timeoutTimer;

    // The thread that sends what is due, 0: none. Guarded by the lock, but for what a thread asks about itself: nobody else writes its number.
    private volatile int _thread;

    // Whether the drain may still look for what has become due: once in each action, or a watch that is due again at once, whose polls
    // are answered at once, would never give the scheduler back.
    private bool _mayLook;

    /// <param name="queue">What decides.</param>
    /// <param name="isPrivate">Whether the queue serves one watch only, which may be notified within the action that polled.</param>
    public EffectDrain(RequestQueue queue, bool isPrivate)
    {
        _queue = queue;
        _isPrivate = isPrivate;
        _timer = new SchedulerTimer(queue.Clock, OnFired, isShared: !isPrivate);
        _timeoutTimer = new SchedulerTimer(queue.Clock, OnFired, isShared: !isPrivate);
    }

    // Whether this thread sends what is due, perhaps further up the stack.
    private bool IsOnDrainThread => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Reads the clock, and then takes the lock.</summary>
    public QueueTurn Enter(TurnEnd end)
    {
        // The clock may have a lock of its own.
        TimeSpan now = _queue.Clock.Elapsed;
        _lock.Enter();
        return new QueueTurn(this, now, end);
    }

    /// <summary>The end of a turn.</summary>
    public void EndTurn(TurnEnd end, TimeSpan now)
    {
        NextStep step = default;
        try
        {
            // Further up this very stack the drain will see to it all.
            if (end is not TurnEnd.Leave && !IsOnDrainThread)
                step = Next(end, now);
        }
        finally
        {
            _lock.Exit();
        }
        Drain(step, end);
    }

    /// <summary>Whoever calls this holds the lock. Checked in debug builds.</summary>
    [Conditional("DEBUG")]
    public void AssertEntered() => Debug.Assert(_lock.IsHeldByCurrentThread, "The state of a queue is touched in a turn alone.");

    // The action of the timers. A scheduler that runs actions at once calls it from within the drain, which then goes on by itself: a
    // million polls that complete at once make the stack no deeper.
    private void OnFired(SchedulerTimer timer, long version)
    {
        TimeSpan now = _queue.Clock.Elapsed;
        NextStep step;
        lock (_lock)
        {
            if (!timer.TryFire(version, now))
                return;
            _mayLook = true;
            if (_thread != 0)
                return;
            _thread = Environment.CurrentManagedThreadId;
            step = Next(TurnEnd.DrainOnScheduler, now);
        }
        Drain(step, TurnEnd.DrainOnScheduler);
    }

    private void Drain(NextStep step, TurnEnd end)
    {
        bool isDone = false;
        try
        {
            while (step.Effect.Kind is not EffectKind.None)
            {
                Exception? refusal = Execute(step, out IDisposable? scheduled);
                if (step.IsLast)
                    break;
                TimeSpan now = _queue.Clock.Elapsed;
                lock (_lock)
                    step = Next(step, scheduled, refusal, ref end, now);
            }
            isDone = true;
        }
        finally
        {
            // An observer threw, which goes to the scheduler. Everything else goes on, in actions of its own.
            if (!isDone)
                ReleaseAfterFault();
        }
    }

    private void ReleaseAfterFault()
    {
        TimeSpan now = _queue.Clock.Elapsed;
        NextStep step;
        lock (_lock)
        {
            if (IsOnDrainThread)
                _thread = 0;
            step = Next(TurnEnd.SetTimers, now);
        }
        Drain(step, TurnEnd.SetTimers);
    }

    // What follows a step that has been executed. Called with the lock held.
    private NextStep Next(NextStep executed, IDisposable? scheduled, Exception? refusal, ref TurnEnd end, TimeSpan now)
    {
        if (executed.Effect.Kind is EffectKind.SetTimer)
        {
            var timer = (SchedulerTimer)executed.Effect.Target!;
            if (refusal is not null)
            {
                Reject(timer, executed.Change, refusal, now);
                // Nobody will come later to execute the effects.
                end = end is TurnEnd.SetTimers ? TurnEnd.Drain : end;
            }
            if (scheduled is not null && !timer.TryKeep(scheduled, executed.Change))
                return new NextStep(Effect.DisposeTimer(scheduled));
        }
        return Next(end, now);
    }

    // Called with the lock held. The drain stops only if it has seen that there is nothing to do, so that whoever changes something
    // while it is at work need not wait for it.
    private NextStep Next(TurnEnd end, TimeSpan now)
    {
        bool isOnDrainThread = IsOnDrainThread;
        if (end is not TurnEnd.SetTimers && _queue.Effects.TryTake(out Effect effect))
            return new NextStep(effect, IsLast: !isOnDrainThread && IsAllDone(now));
        if (_thread != 0 && !isOnDrainThread)
            return default;
        if (!isOnDrainThread && (end is not TurnEnd.DrainOnScheduler || _queue.Peek(now).Next > now))
            return NextTimer(now);
        bool mayLook = _mayLook || !isOnDrainThread;
        _mayLook = false;
        _thread = Environment.CurrentManagedThreadId;
        if (_queue.TryTake(now, mayLook, out effect))
            return new NextStep(effect);
        NextStep timer = NextTimer(now);
        if (timer.Effect.Kind is EffectKind.None)
            _thread = 0;
        return timer;
    }

    // Whether nothing follows the effect that has just been taken: whoever it is for may be in want of the lock the very moment it is
    // executed.
    private bool IsAllDone(TimeSpan now)
    {
        if (_thread != 0)
            return true;
        NextDue due = _queue.Peek(now);
        return !due.IsIdle && _timer.IsSetFor(due.Next) && _timeoutTimer.IsSetFor(due.Timeout);
    }

    private NextStep NextTimer(TimeSpan now)
    {
        NextDue due = _queue.Peek(now);
        // A timer that fires too early does no harm, but one without a purpose would keep the scheduler from running dry.
        if (due.IsIdle)
        {
            return _timer.TryStop(out TimerChange stop) ? new NextStep(Effect.SetTimer(_timer), stop)
                : _timeoutTimer.TryStop(out stop) ? new NextStep(Effect.SetTimer(_timeoutTimer), stop)
                : default;
        }
        return _timer.TrySet(due.Next, now, out TimerChange change) ? new NextStep(Effect.SetTimer(_timer), change)
            : _timeoutTimer.TrySet(due.Timeout, now, out change) ? new NextStep(Effect.SetTimer(_timeoutTimer), change)
            : default;
    }

    // Called with the lock held. Whoever waits for that timer alone ends; everybody else goes on, with another setting of it.
    private void Reject(SchedulerTimer timer, TimerChange change, Exception refusal, TimeSpan now)
    {
        if (!timer.TryRelease(change))
            return;
        if (timer == _timer)
            _queue.RejectNext(refusal, now);
        else
            _queue.InFlight.RejectNext(refusal, now);
    }

    // Returns why the scheduler refuses to set a timer; null if it does not.
    private Exception? Execute(NextStep step, out IDisposable? scheduled)
    {
        scheduled = null;
        object target = step.Effect.Target!;
        switch (step.Effect.Kind)
        {
            case EffectKind.Send:
                ((InFlightRequest)target).Send();
                break;
            case EffectKind.Notify when _isPrivate && IsOnDrainThread:
                ((INotificationTarget)target).Notify();
                break;
            case EffectKind.Notify:
                Notify((INotificationTarget)target);
                break;
            case EffectKind.Reject:
                Reject((INotificationTarget)target, step.Effect.Error!);
                break;
            case EffectKind.Cancel:
                ((CancellationTokenSource)target).CancelQuietly();
                break;
            case EffectKind.Publish:
                _queue.Events!.Publish((Func<DateTimeOffset, LobstrEvent>)target);
                break;
            case EffectKind.Share:
                ((Action)target)();
                break;
            case EffectKind.SetTimer:
                return ((SchedulerTimer)target).Schedule(step.Change, out scheduled);
            case EffectKind.DisposeTimer:
                ((IDisposable)target).Dispose();
                break;
        }
        return null;
    }

    private void Notify(INotificationTarget target)
    {
        if (_queue.Clock.Scheduler.TrySchedule(target, TimeSpan.Zero, static told => told.Notify(), out _) is { } refusal)
            Reject(target, refusal);
    }

    private static void Reject(INotificationTarget target, Exception refusal)
    {
        try
        {
            target.Reject(refusal);
        }
        catch (Exception)
        {
            // An observer threw. There is no scheduler for that to surface from, and whoever is on this thread is not to blame.
        }
    }
}
