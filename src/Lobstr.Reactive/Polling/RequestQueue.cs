namespace Lobstr.Reactive;

/// <summary>
/// Decides which request may be sent and when: one queue per client, whatever the number of watches. What it decides is done by its
/// <see cref="QueuePump"/>.
/// </summary>
/// <remarks>
/// The state of the queue, of its families, polls, calls and watches is guarded by <see cref="Gate"/>, which is never held while a
/// scheduler, an observer, a user's function, a request or a cancellation is called. The life of one poll: its watch becomes due and
/// lines it up in its family (<see cref="Watch.OnDue"/>); the budget lets it go (<see cref="Take"/>); it is sent; it ends
/// (<see cref="TryLand"/>); its watches are told, each from an action of its own (<see cref="Tell"/>), and wait for the next one
/// (<see cref="Wait"/>).
/// </remarks>
internal sealed class RequestQueue
{
    /// <summary>What is waited out where nobody says otherwise.</summary>
    public static readonly TimeSpan DefaultLongestPause = TimeSpan.FromHours(1);

    private readonly QueuePump _pump;
    private readonly int _mostUnderWay;

    // Watches by when they are due, or reach their deadline; sendings by when they have taken too long.
    private readonly IndexedHeap<Watch> _timers = new();
    private readonly IndexedHeap<Flight> _timeouts = new();

    // What is to be done as soon as the gate is open: tell watches and calls, cancel requests, publish events.
    private readonly Queue<object> _errands = new();
    private readonly List<Watch> _expiring = [];
    private readonly Stack<Flight> _idleFlights = new();
    private int _underWay;
    private int _participants;
    private int _nextFamily;

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
        Families = families;
        _pump = new QueuePump(this, isPrivate);
    }

    public Lock Gate { get; } = new();

    public Clock Clock { get; }

    public RequestEvents? Events { get; }

    // An array, for going through anything else makes an object each time.
    public RequestFamily[] Families { get; }

    /// <summary>The longest wait that the service may ask for.</summary>
    public TimeSpan LongestPause { get; init; } = DefaultLongestPause;

    /// <summary>Whether nothing is sent any more. Read with the gate held.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Does what follows from a change that was made with the gate held. Called without the gate.</summary>
    public void Continue(bool isOnScheduler = false) => _pump.Continue(isOnScheduler);

    /// <summary>Ends everything; nothing is sent any more. Called without the gate. Idempotent.</summary>
    public void Close()
    {
        TimeSpan now = Clock.Elapsed;
        lock (Gate)
        {
            IsClosed = true;
            foreach (RequestFamily family in Families)
                family.Close(now);
        }
        Continue();
    }

    // Everything below is called with the gate held.

    /// <summary>A watch or a call begins to take part, or has ended.</summary>
    public void Count(int change) => _participants += change;

    /// <summary>The watch is due at an instant.</summary>
    public void Wait(Watch watch, TimeSpan due) => _timers.Set(watch, due);

    public void StopWaiting(Watch watch) => _timers.Remove(watch);

    /// <summary>The sending is given up at an instant.</summary>
    public void Limit(Flight flight, TimeSpan end) => _timeouts.Set(flight, end);

    /// <summary>Tells a watch or a call something, from an action of its own.</summary>
    public void Tell(INotified notified) => _errands.Enqueue(notified);

    /// <summary>Ends a watch or a call, for the scheduler has refused what it waited for.</summary>
    public void Reject(INotified notified, Exception error) => _errands.Enqueue(new Rejection(notified, error));

    /// <summary>The scheduler has refused to set the alarm for what comes next: whoever waits for it ends, everybody else goes on.</summary>
    public void RejectNext(Exception error, TimeSpan now)
    {
        if (_errands.Count > 0)
            return;
        if (_expiring.Count > 0)
        {
            foreach (Watch watch in _expiring)
                watch.OnRefused(error);
            _expiring.Clear();
            return;
        }
        TimeSpan next = _timers.FirstDue;
        RequestFamily? first = null;
        foreach (RequestFamily family in Families)
        {
            TimeSpan send = _underWay < _mostUnderWay ? family.NextSend(now) : Clock.Never;
            if (send < next)
                (next, first) = (send, family);
        }
        if (first is not null)
            first.Next?.OnRefused(error);
        else
            _timers.First?.OnRefused(error);
    }

    /// <summary>The scheduler has refused to set the alarm for the request that will have taken too long: it is given up at once.</summary>
    public void RejectNextTimeout(Exception error, TimeSpan now)
    {
        if (_timeouts.First is not { } flight)
            return;
        Request request = flight.Request;
        CancelSoon(Abandon(request, now, error));
        request.OnRefused(error);
    }

    /// <summary>Cancels as soon as the gate is open.</summary>
    public void CancelSoon(CancellationTokenSource cancellation) => _errands.Enqueue(cancellation);

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
    public bool TryLand<T>(Flight flight, ref Answer<T> answer, TimeSpan now)
        where T : class
    {
        if (flight.IsAbandoned)
            return false;
        RequestFamily family = flight.Request.Family;
        Land(flight, now);
        if (!answer.IsAnswered && answer.Fault is { } fault)
            Failed(flight.Request, fault);
        if (family.Budget.Learn(answer.Limit, now) is { } reset)
            Paused(family, reset - now, "the requests of this window are used up (X-RateLimit-Remaining: 0)");
        if (answer.Fault is null || Faults.StatusOf(answer.Fault) is not (null or StatusCodes.TooManyRequests))
            family.Budget.Welcomed(flight.SentAt);
        else if (Faults.StatusOf(answer.Fault) is StatusCodes.TooManyRequests)
            Throttle(flight, ref answer, now);
        if (flight.Cancellation.TryReset())
        {
            flight.Rest();
            _idleFlights.Push(flight);
        }
        return true;
    }

    /// <summary>How long to wait at least, for the service asks for it: no longer than <see cref="LongestPause"/>, and an event says so.</summary>
    /// <param name="retryAfter">What the service asks for.</param>
    /// <param name="request">What was sent.</param>
    public TimeSpan? Bounded(TimeSpan? retryAfter, Request request)
    {
        if (!(retryAfter > LongestPause))
            return retryAfter;
        if (Events is { IsObserved: true })
            _errands.Enqueue(RequestEvents.Cut(request.Id, retryAfter.Value, LongestPause));
        return LongestPause;
    }

    /// <summary>Takes what is to be done next, where there is no errand: a <see cref="Flight"/> to be sent, or an errand that came up at this instant.</summary>
    public object? Take(TimeSpan now)
    {
        while (_timeouts.FirstDue <= now)
        {
            Flight flight = _timeouts.First!;
            _timeouts.Remove(flight);
            flight.OnTimeout(now);
        }
        while (_timers.FirstDue <= now)
        {
            Watch watch = _timers.First!;
            _timers.Remove(watch);
            watch.OnDue(now);
        }
        // Errands go first: what is cancelled makes room at the service before the next request is sent.
        if ((TakeErrand() ?? TakeOff(now)) is { } next)
            return next;
        // All has been sent that could be sent at this instant.
        foreach (Watch watch in _expiring)
            watch.OnUnsent();
        _expiring.Clear();
        return TakeErrand();
    }

    public object? TakeErrand() => _errands.TryDequeue(out object? errand) ? errand : null;

    /// <summary>Looks ahead.</summary>
    public Outlook Look(TimeSpan now)
    {
        TimeSpan timeout = _timeouts.FirstDue;
        if (_errands.Count + _expiring.Count > 0)
            return new Outlook(now, timeout, IsIdle: false);
        TimeSpan next = _timers.FirstDue;
        if (_underWay < _mostUnderWay)
        {
            foreach (RequestFamily family in Families)
                next = Clock.Min(next, family.NextSend(now));
        }
        return new Outlook(next, timeout, IsIdle: _participants == 0 && next == Clock.Never);
    }

    private Flight? TakeOff(TimeSpan now)
    {
        // Families take turns, for they share the number of requests under way.
        for (int i = 0; i < Families.Length && _underWay < _mostUnderWay; i++)
        {
            RequestFamily family = Families[(_nextFamily + i) % Families.Length];
            if (family.NextSend(now) > now)
                continue;
            _nextFamily = (_nextFamily + i + 1) % Families.Length;
            return TakeOff(family.TakeNext(), now);
        }
        return null;
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

    // A pause is waited out by the whole family, at no cost in retries; one that is too long is an error of the whole family.
    private void Throttle<T>(Flight flight, ref Answer<T> answer, TimeSpan now)
        where T : class
    {
        RequestFamily family = flight.Request.Family;
        TimeSpan? asked = family.Budget.AskedPause(answer.RetryAfter, answer.Limit);
        bool isTooLong = asked > LongestPause;
        TimeSpan? until = isTooLong
            ? family.Budget.Throttled(retryAfter: null, limit: default, flight.SentAt, now)
            : family.Budget.Throttled(answer.RetryAfter, answer.Limit, flight.SentAt, now);
        if (until is not null)
            Paused(family, until.Value - now, "the service has had too many requests (429)");
        if (!isTooLong)
            return;
        LobstrRateLimitException error = Faults.PauseTooLong(asked!.Value, LongestPause, answer.Fault!);
        answer = answer with { Fault = error };
        family.GiveUp(error);
    }

    private void Failed(Request request, Exception error)
    {
        if (Events is { IsObserved: true })
            _errands.Enqueue(RequestEvents.Failure(request.Id, error));
    }

    private void Paused(RequestFamily family, TimeSpan pause, string reason)
    {
        if (Events is { IsObserved: true })
            _errands.Enqueue(RequestEvents.Pause(pause, $"{family.Name}: {reason}"));
    }
}
