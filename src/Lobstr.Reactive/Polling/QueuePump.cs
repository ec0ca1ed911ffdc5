using System.Reactive.Disposables;

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

    // Guarded by the gate, but for what the thread of the pump asks about itself: nobody else writes its number here, nor takes
    // the wish for one more round back.
    private volatile int _thread;
    private volatile bool _goesRound;

    public QueuePump(RequestQueue queue, bool isPrivate)
    {
        _queue = queue;
        _isPrivate = isPrivate;
        _alarm = new Alarm(queue.Clock, Run, isShared: !isPrivate);
        _timeoutAlarm = new Alarm(queue.Clock, Run, isShared: !isPrivate);
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

    /// <summary>Something has changed: runs the errands, on whatever thread this is, and sees that the pump runs when it must.</summary>
    /// <param name="isOnScheduler">Whether this is an action of the scheduler: then what is due now is done in it, without another one.</param>
    public void Continue(bool isOnScheduler)
    {
        // Further up this very stack the pump will see to it all.
        if (_thread == Environment.CurrentManagedThreadId)
        {
            _goesRound = true;
            return;
        }
        while (true)
        {
            object? errand;
            lock (_queue.Gate)
            {
                if (!_queue.TryTakeErrand(out errand))
                {
                    // Elsewhere it will at least set the alarm.
                    _goesRound = _thread != 0;
                    if (_goesRound)
                        return;
                    break;
                }
            }
            Do(errand!, isOnScheduler: false);
        }
        Outlook outlook = Look();
        if (isOnScheduler && outlook.Next <= _queue.Clock.Elapsed)
            Run();
        else
            SetAlarms(outlook);
    }

    // The action of the alarms. A scheduler that runs actions at once calls it from within itself: then it goes round once more, so
    // that a million polls that complete at once make the stack no deeper.
    private void Run()
    {
        lock (_queue.Gate)
        {
            _goesRound = true;
            if (_thread != 0)
                return;
            _thread = Environment.CurrentManagedThreadId;
        }
        bool isDone = false;
        try
        {
            do
            {
                Outlook outlook;
                while (TryTake(out Flight? flight, out object? errand, out outlook))
                {
                    if (flight is not null)
                        Send(flight);
                    else
                        Do(errand!, isOnScheduler: true);
                }
                SetAlarms(outlook);
            }
            while (GoesRound());
            isDone = true;
        }
        finally
        {
            // An observer threw, which goes to the scheduler. Everything else goes on.
            if (!isDone)
            {
                lock (_queue.Gate)
                    _thread = 0;
                SetAlarms(Look());
            }
        }
    }

    private bool GoesRound()
    {
        lock (_queue.Gate)
        {
            if (!_goesRound)
                _thread = 0;
            return _goesRound;
        }
    }

    private bool TryTake(out Flight? flight, out object? errand, out Outlook outlook)
    {
        lock (_queue.Gate)
        {
            // Whatever has changed until now is seen now.
            _goesRound = false;
            bool isTaken = _queue.TryTake(out flight, out errand);
            outlook = isTaken ? default : _queue.Look();
            return isTaken;
        }
    }

    private Outlook Look()
    {
        lock (_queue.Gate)
            return _queue.Look();
    }

    private void SetAlarms(Outlook outlook)
    {
        // An alarm that rings too early does no harm, but one without a purpose would keep the scheduler from running dry.
        if (outlook.IsIdle)
        {
            _alarm.Stop();
            _timeoutAlarm.Stop();
            // Somebody may have come in before the alarms were stopped.
            outlook = Look();
        }
        _alarm.Set(outlook.Next);
        _timeoutAlarm.Set(outlook.Timeout);
    }

    private void Do(object errand, bool isOnScheduler)
    {
        switch (errand)
        {
            case CancellationTokenSource cancellation:
                Cancel(cancellation);
                break;
            case RequestEvent happened:
                _queue.Events!.Publish(happened);
                break;
            case INotified notified when isOnScheduler && _isPrivate:
                notified.Notify();
                break;
            case INotified notified:
                _queue.Clock.Scheduler.Schedule(
                    notified, static (_, told) => { told.Notify(); return Disposable.Empty; });
                break;
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
