namespace Lobstr.Reactive;

/// <summary>
/// Does what a queue decides: sends requests, runs errands, and sets the alarm for the next time. Holds the gate only to ask what
/// there is to do.
/// </summary>
internal sealed class QueuePump
{
    private readonly RequestQueue _queue;
    private readonly bool _isPrivate;
    private readonly Alarm _alarm;

    // Nearly all sendings end long before their time is up: their alarm rings now and then, and is not set anew for each of them.
    private readonly Alarm _timeoutAlarm;

    // The thread that is at it, 0: none. Guarded by the gate, but for what a thread asks about itself: nobody else writes its number.
    private volatile int _thread;

    public QueuePump(RequestQueue queue, bool isPrivate)
    {
        _queue = queue;
        _isPrivate = isPrivate;
        _alarm = new Alarm(queue.Clock, OnRing, isShared: !isPrivate);
        _timeoutAlarm = new Alarm(queue.Clock, OnRing, isShared: !isPrivate);
    }

    /// <summary>Ends what a cancellation is for.</summary>
    public static void Cancel(CancellationTokenSource cancellation)
    {
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the user's threw; whoever disposes is not to blame.
        }
    }

    // Whether this thread is at it, perhaps further up the stack.
    private bool IsHere => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Something has changed: runs the errands, on whatever thread this is, and sees that the pump runs when it must.</summary>
    /// <param name="isOnScheduler">Whether this is an action of the scheduler: then what is due now is done in it, without another one.</param>
    public void Continue(bool isOnScheduler)
    {
        // Further up this very stack the pump will see to it all.
        if (IsHere)
            return;
        PumpMode mode = isOnScheduler ? PumpMode.OnScheduler : PumpMode.Anywhere;
        PumpStep step;
        TimeSpan now = _queue.Clock.Elapsed;
        lock (_queue.Gate)
            step = Next(mode, now);
        Walk(step, mode);
    }

    // The action of the alarms. A scheduler that runs actions at once calls it from within the pump, which then goes on by itself: a
    // million polls that complete at once make the stack no deeper.
    private void OnRing(Alarm alarm, long version)
    {
        PumpStep step;
        TimeSpan now = _queue.Clock.Elapsed;
        lock (_queue.Gate)
        {
            if (!alarm.TryRing(version, now) || _thread != 0)
                return;
            _thread = Environment.CurrentManagedThreadId;
            step = Next(PumpMode.OnScheduler, now);
        }
        Walk(step, PumpMode.OnScheduler);
    }

    private void Walk(PumpStep step, PumpMode mode)
    {
        bool isDone = false;
        try
        {
            while (step.What is not null)
            {
                Exception? refusal = Do(step, out IDisposable? timer);
                if (step.IsLast)
                    break;
                TimeSpan now = _queue.Clock.Elapsed;
                lock (_queue.Gate)
                {
                    if (refusal is not null)
                    {
                        Reject((Alarm)step.What, step.Setting, refusal, now);
                        // Nobody will come later to run the errands.
                        mode = mode is PumpMode.AlarmsOnly ? PumpMode.Anywhere : mode;
                    }
                    bool isKept = timer is null || ((Alarm)step.What).TryKeep(timer, step.Setting);
                    step = isKept ? Next(mode, now) : new PumpStep(timer);
                }
            }
            isDone = true;
        }
        finally
        {
            // An observer threw, which goes to the scheduler. Everything else goes on, in actions of its own.
            if (!isDone)
                HandOver();
        }
    }

    private void HandOver()
    {
        PumpStep step;
        TimeSpan now = _queue.Clock.Elapsed;
        lock (_queue.Gate)
        {
            if (IsHere)
                _thread = 0;
            step = Next(PumpMode.AlarmsOnly, now);
        }
        Walk(step, PumpMode.AlarmsOnly);
    }

    // Called with the gate held. The pump stops only where it has seen that there is nothing to do, so that whoever changes something
    // while it is at work need not wait for it.
    private PumpStep Next(PumpMode mode, TimeSpan now)
    {
        bool isAtIt = IsHere;
        if (mode is not PumpMode.AlarmsOnly && _queue.TakeErrand() is { } errand)
            return new PumpStep(errand) { IsLast = !isAtIt && IsAllDone(now) };
        if (_thread != 0 && !isAtIt)
            return default;
        if (!isAtIt && (mode is not PumpMode.OnScheduler || _queue.Look(now).Next > now))
            return NextAlarm(now);
        _thread = Environment.CurrentManagedThreadId;
        if (_queue.Take(now) is { } next)
            return new PumpStep(next);
        PumpStep alarm = NextAlarm(now);
        if (alarm.What is null)
            _thread = 0;
        return alarm;
    }

    // Whether nothing follows the errand that has just been taken: who runs it may be in want of the gate the very moment it is run.
    private bool IsAllDone(TimeSpan now)
    {
        if (_thread != 0)
            return true;
        Outlook outlook = _queue.Look(now);
        return !outlook.IsIdle && _alarm.IsSetFor(outlook.Next) && _timeoutAlarm.IsSetFor(outlook.Timeout);
    }

    private PumpStep NextAlarm(TimeSpan now)
    {
        Outlook outlook = _queue.Look(now);
        // An alarm that rings too early does no harm, but one without a purpose would keep the scheduler from running dry.
        if (outlook.IsIdle)
        {
            return _alarm.TryStop(out AlarmSetting stop) ? new PumpStep(_alarm, stop)
                : _timeoutAlarm.TryStop(out stop) ? new PumpStep(_timeoutAlarm, stop)
                : default;
        }
        return _alarm.TrySet(outlook.Next, now, out AlarmSetting setting) ? new PumpStep(_alarm, setting)
            : _timeoutAlarm.TrySet(outlook.Timeout, now, out setting) ? new PumpStep(_timeoutAlarm, setting)
            : default;
    }

    // Called with the gate held. What waits for the alarm alone ends; everything else goes on, with another alarm.
    private void Reject(Alarm alarm, AlarmSetting setting, Exception refusal, TimeSpan now)
    {
        if (!alarm.TryRelease(setting))
            return;
        if (alarm == _alarm)
            _queue.RejectNext(refusal, now);
        else
            _queue.RejectNextTimeout(refusal, now);
    }

    // Returns why the scheduler refuses to set an alarm; null where it does not.
    private Exception? Do(PumpStep step, out IDisposable? timer)
    {
        timer = null;
        switch (step.What)
        {
            case Flight flight:
                Send(flight);
                break;
            case Alarm alarm:
                return alarm.Schedule(step.Setting, out timer);
            case INotified notified when _isPrivate && IsHere:
                notified.Notify();
                break;
            case INotified notified:
                if (_queue.Clock.Scheduler.TrySchedule(notified, TimeSpan.Zero, Notify, out _) is { } refusal)
                    Reject(notified, refusal);
                break;
            case Rejection rejection:
                Reject(rejection.Notified, rejection.Error);
                break;
            case CancellationTokenSource cancellation:
                Cancel(cancellation);
                break;
            case Func<DateTimeOffset, RequestEvent> happened:
                _queue.Events!.Publish(happened);
                break;
            case IDisposable unwanted:
                unwanted.Dispose();
                break;
        }
        return null;
    }

    private static void Notify(INotified notified) => notified.Notify();

    private static void Reject(INotified notified, Exception refusal)
    {
        try
        {
            notified.Reject(refusal);
        }
        catch (Exception)
        {
            // An observer threw. There is no scheduler for that to surface from, and whoever is on this thread is not to blame.
        }
    }

    private static void Send(Flight flight)
    {
        if (flight.IsAbandoned)
            return;
        Request request = flight.Request;
        Task task;
        try
        {
            task = request.Send(flight.Cancellation.Token)
                ?? throw new InvalidOperationException("The function that polls returned null instead of a task.");
        }
        catch (Exception error)
        {
            task = Task.FromException(error);
        }
        (string? family, TimeSpan waited) = (request.Family.Name, flight.Waited);
        if (task.IsCompleted)
            request.OnEnded(flight, task);
        else
            Attach(flight, task);
        // Last, for a listener may throw.
        Telemetry.RequestSent(family, waited);
    }

    // Not await: this continues where the task completes, whatever synchronization context is current there.
    private static void Attach(Flight flight, Task task) => task.ContinueWith(
        static (ended, state) => ((Flight)state!).Request.OnEnded((Flight)state, ended),
        flight,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
