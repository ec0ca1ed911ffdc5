using System.Net;
using System.Reactive.Disposables;

namespace Lobstr.Reactive;

/// <summary>
/// Decides when requests may be sent: one queue per client, with one timer, whatever the number of watches. Its state is
/// guarded by <see cref="Gate"/>, which is never held while a scheduler, an observer, a request or a cancellation is called.
/// </summary>
/// <remarks>
/// The life of one poll: its watch becomes due and lines it up in its family (<see cref="Pump"/>); the budget lets it go
/// (<see cref="TakeNext"/>); it is sent (<see cref="Send"/>); it ends (<see cref="TryLand"/>); its watches are told, each from an
/// action of its own (<see cref="Tell"/>), and wait for the next one (<see cref="Wait"/>).
/// </remarks>
internal sealed class RequestQueue
{
    private readonly Alarm _alarm;
    private readonly TimerHeap _timers = new();

    // Nearly all sendings end long before their time is up. Their alarm rings now and then and is not set anew for each of them.
    private readonly Alarm _timeoutAlarm;
    private readonly TimerHeap _timeouts = new();
    private readonly int _mostUnderWay;
    private readonly bool _isPrivate;

    // What is to be done as soon as the gate is open: tell watches and calls, cancel requests, publish events.
    private readonly Queue<object> _outbox = new();
    private readonly List<Watch> _expiring = [];
    private readonly Stack<Flight> _idleFlights = new();
    private int _underWay;
    private int _participants;
    private int _nextFamily;
    private int _pumpingThread;
    private bool _pumpsAgain;

    /// <param name="clock">The time that counts.</param>
    /// <param name="events">Where to say what is decided; null: nowhere.</param>
    /// <param name="mostUnderWay">The most requests under way at a time.</param>
    /// <param name="isPrivate">Whether it serves one watch only, which may then be told within the action that asked.</param>
    /// <param name="families">The families, each with its budget.</param>
    public RequestQueue(
        Clock clock, RequestEvents? events, int mostUnderWay, bool isPrivate, params RequestFamily[] families)
    {
        Clock = clock;
        Events = events;
        _mostUnderWay = mostUnderWay;
        _isPrivate = isPrivate;
        Families = families;
        _alarm = new Alarm(clock, Pump, isShared: !isPrivate);
        _timeoutAlarm = new Alarm(clock, Pump, isShared: !isPrivate);
    }

    public Lock Gate { get; } = new();

    public Clock Clock { get; }

    public RequestEvents? Events { get; }

    public IReadOnlyList<RequestFamily> Families { get; }

    /// <summary>Whether nothing is sent any more. Read with the gate held.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Ends what a cancellation is for. Called without the gate.</summary>
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

    // The following are called with the gate held.

    /// <summary>A watch or a call begins to take part, or has ended.</summary>
    public void Count(int change) => _participants += change;

    /// <summary>The watch is due at an instant.</summary>
    public void Wait(Watch watch, TimeSpan due) => _timers.Set(watch, due);

    public void StopWaiting(Watch watch) => _timers.Remove(watch);

    /// <summary>The sending is given up at an instant.</summary>
    public void Limit(Flight flight, TimeSpan end) => _timeouts.Set(flight, end);

    /// <summary>Tells a watch or a call something, from an action of its own.</summary>
    public void Tell(INotified notified) => _outbox.Enqueue(notified);

    /// <summary>Cancels as soon as the gate is open.</summary>
    public void CancelSoon(CancellationTokenSource cancellation) => _outbox.Enqueue(cancellation);

    /// <summary>The deadline of a watch has come: it ends, unless its question can be sent at this very instant.</summary>
    public void Expire(Watch watch) => _expiring.Add(watch);

    /// <summary>Nobody waits for the end of a sending any more: a late answer will be ignored.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="now">The instant that it is.</param>
    /// <param name="why">For the events.</param>
    /// <returns>What is to be cancelled when the gate is open.</returns>
    public CancellationTokenSource Abandon(Request request, TimeSpan now, Exception why)
    {
        Failed(request, why);
        Flight flight = request.Flight!;
        flight.IsAbandoned = true;
        Land(flight, now);
        return flight.Cancellation;
    }

    /// <summary>A sending has ended: its permit is on the way back, and the budget learns of the answer.</summary>
    /// <returns>Whether anybody still waited for it.</returns>
    public bool TryLand<T>(Flight flight, in Answer<T> answer, TimeSpan now)
        where T : class
    {
        if (flight.IsAbandoned)
            return false;
        RequestBudget budget = flight.Request.Family.Budget;
        Land(flight, now);
        if (!answer.IsAnswered && answer.Fault is { } fault)
            Failed(flight.Request, fault);
        if (budget.Learn(answer.Limit, flight.SentAt, now) is { } reset)
            Paused(flight.Request.Family, reset - now, "the requests of this window are used up (X-RateLimit-Remaining: 0)");
        if (answer.Fault is null || Faults.StatusOf(answer.Fault) is not (null or HttpStatusCode.TooManyRequests))
            budget.Welcomed();
        else if (Faults.StatusOf(answer.Fault) is HttpStatusCode.TooManyRequests
            && budget.Throttled(answer.RetryAfter, answer.Limit, flight.SentAt, now) is { } until)
            Paused(flight.Request.Family, until - now, "the service has had too many requests (429)");
        if (flight.Cancellation.TryReset())
            _idleFlights.Push(flight);
        return true;
    }

    // The following are called without the gate.

    /// <summary>Does what follows from a change that was made with the gate held.</summary>
    public void Continue()
    {
        lock (Gate)
        {
            // The pump is further up this very stack: it will see to it.
            if (_pumpingThread == Environment.CurrentManagedThreadId)
            {
                _pumpsAgain = true;
                return;
            }
        }
        while (TryFlush(isOnScheduler: false))
        {
        }
        lock (Gate)
        {
            if (_pumpingThread != 0)
            {
                _pumpsAgain = true;
                return;
            }
        }
        SetAlarm();
    }

    /// <summary>Ends everything; nothing is sent any more. Idempotent.</summary>
    public void Close()
    {
        lock (Gate)
        {
            IsClosed = true;
            TimeSpan now = Clock.Elapsed;
            foreach (RequestFamily family in Families)
                family.Close(now);
        }
        Continue();
    }

    // The action of the alarm. A scheduler that runs actions at once calls it from within itself: then it goes round once
    // more, so that a million polls that complete at once make the stack no deeper.
    private void Pump()
    {
        lock (Gate)
        {
            if (_pumpingThread != 0)
            {
                _pumpsAgain = true;
                return;
            }
            _pumpingThread = Environment.CurrentManagedThreadId;
        }
        bool isDone = false;
        try
        {
            do
            {
                while (TrySend() || TryFlush(isOnScheduler: true))
                {
                }
                SetAlarm();
            }
            while (PumpsAgain());
            isDone = true;
        }
        finally
        {
            // An observer threw, which goes to the scheduler. Everything else goes on.
            if (!isDone)
            {
                lock (Gate)
                    _pumpingThread = 0;
                SetAlarm();
            }
        }
    }

    private bool PumpsAgain()
    {
        lock (Gate)
        {
            bool again = _pumpsAgain;
            _pumpsAgain = false;
            if (!again)
                _pumpingThread = 0;
            return again;
        }
    }

    private void SetAlarm()
    {
        (TimeSpan next, TimeSpan timeout, bool isIdle) = Look();
        // An alarm that rings too early does no harm, but one without a purpose would keep the scheduler from running dry.
        if (isIdle)
        {
            _alarm.Stop();
            _timeoutAlarm.Stop();
            // Somebody may have come in before the alarms were stopped.
            (next, timeout, _) = Look();
        }
        _alarm.Set(next);
        _timeoutAlarm.Set(timeout);
    }

    private (TimeSpan Next, TimeSpan Timeout, bool IsIdle) Look()
    {
        lock (Gate)
        {
            TimeSpan next = NextInstant();
            return (next, _timeouts.First?.Due ?? Clock.Never, _participants == 0 && next == Clock.Never);
        }
    }

    private TimeSpan NextInstant()
    {
        TimeSpan now = Clock.Elapsed;
        if (_outbox.Count + _expiring.Count > 0)
            return now;
        TimeSpan next = _timers.First?.Due ?? Clock.Never;
        if (_underWay < _mostUnderWay)
        {
            foreach (RequestFamily family in Families)
                next = Clock.Min(next, family.NextSend(now));
        }
        return next;
    }

    private bool TrySend()
    {
        Flight? flight;
        lock (Gate)
            flight = TakeNext();
        if (flight is null)
            return false;
        Send(flight);
        return true;
    }

    private Flight? TakeNext()
    {
        _pumpsAgain = false;
        TimeSpan now = Clock.Elapsed;
        Ring(_timeouts, now);
        Ring(_timers, now);
        // Families take turns, for they share the number of requests under way.
        for (int i = 0; i < Families.Count && _underWay < _mostUnderWay; i++)
        {
            RequestFamily family = Families[(_nextFamily + i) % Families.Count];
            if (family.NextSend(now) > now)
                continue;
            _nextFamily = (_nextFamily + i + 1) % Families.Count;
            return TakeOff(family.TakeNext(), now);
        }
        foreach (Watch watch in _expiring)
            watch.OnUnsent();
        _expiring.Clear();
        return null;
    }

    private static void Ring(TimerHeap timers, TimeSpan now)
    {
        while (timers.First is { } first && first.Due <= now)
        {
            timers.Remove(first);
            first.OnDue(now);
        }
    }

    private Flight TakeOff(Request request, TimeSpan now)
    {
        if (!_idleFlights.TryPop(out Flight? flight))
            flight = new Flight();
        flight.Start(request, now);
        request.Flight = flight;
        request.Phase = RequestPhase.UnderWay;
        request.Family.Budget.Sent(now);
        _underWay++;
        if (request.Timeout is { } timeout)
            Limit(flight, Clock.Later(now, timeout));
        return flight;
    }

    private void Land(Flight flight, TimeSpan now)
    {
        Request request = flight.Request;
        request.Flight = null;
        request.Phase = RequestPhase.Idle;
        request.Family.Budget.Ended(now);
        _underWay--;
        _timeouts.Remove(flight);
    }

    private void Failed(Request request, Exception error)
    {
        if (Events is { IsObserved: true } events)
            _outbox.Enqueue(events.Failure(request.Id, error));
    }

    private void Paused(RequestFamily family, TimeSpan pause, string reason)
    {
        if (Events is { IsObserved: true } events)
            _outbox.Enqueue(events.Pause(pause, $"{family.Name}: {reason}"));
    }

    private static void Send(Flight flight)
    {
        if (flight.IsAbandoned)
            return;
        Request request = flight.Request;
        Telemetry.RequestSent(request.Family.Name, flight.Waited);
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
        if (task.IsCompleted)
        {
            request.OnEnded(flight, task);
            return;
        }
        // Not await: this continues where the task completes, whatever synchronization context is current there.
        task.ContinueWith(
            static (ended, state) => ((Flight)state!).Request.OnEnded((Flight)state, ended),
            flight,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private bool TryFlush(bool isOnScheduler)
    {
        object? next;
        lock (Gate)
        {
            if (!_outbox.TryDequeue(out next))
                return false;
        }
        switch (next)
        {
            case CancellationTokenSource cancellation:
                Cancel(cancellation);
                break;
            case RequestEvent happened:
                Events!.Publish(happened);
                break;
            case INotified notified when isOnScheduler && _isPrivate:
                notified.Notify();
                break;
            case INotified notified:
                Clock.Scheduler.Schedule(
                    notified, static (_, told) => { told.Notify(); return Disposable.Empty; });
                break;
        }
        return true;
    }
}
