namespace Lobstr.Reactive;

/// <summary>The requests of a queue that have been sent and have not ended: how many there may be, and when each has taken too long.</summary>
/// <remarks>Everything is called in a turn of the queue.</remarks>
/// <param name="queue">Whose requests.</param>
/// <param name="max">The most at a time, files apart.</param>
internal sealed class InFlightRequests(RequestQueue queue, int max)
{
    // More would only share the same line.
    private const int MaxFiles = 4;

    private readonly IndexedHeap<InFlightRequest> _timeouts = new();
    private readonly Stack<InFlightRequest> _reusable = new();
    private int _files;
    private int _others;

    /// <summary>Whether there may be another one that is no file.</summary>
    public bool HasRoom => _others < max;

    /// <summary>Whether there may be another file: they count apart, for slow ones must not hold up the polls.</summary>
    public bool HasRoomForFile => _files < MaxFiles;

    /// <summary>When the first of them will have taken too long; never if none will.</summary>
    public TimeSpan NextTimeout => _timeouts.FirstDue;

    /// <summary>A request is about to be sent.</summary>
    public InFlightRequest Dispatch(Request request, TimeSpan now)
    {
        queue.AssertEntered();
        if (!_reusable.TryPop(out InFlightRequest? inFlight))
            inFlight = new InFlightRequest();
        inFlight.Start(request, request.Family.Permits?.Take(now), now);
        request.InFlight = inFlight;
        request.Phase = RequestPhase.InFlight;
        request.Family.Budget.OnSent(now, request.Slot.Due, request.IsFile);
        Count(request, 1);
        if (request.Timeout is { } timeout)
            ScheduleTimeout(inFlight, Clock.AddSaturating(now, timeout));
        return inFlight;
    }

    /// <summary>A request is given up at an instant.</summary>
    public void ScheduleTimeout(InFlightRequest inFlight, TimeSpan end)
    {
        queue.AssertEntered();
        _timeouts.Set(inFlight, end);
    }

    /// <summary>A request has ended, or nobody waits for its end any more: its permit is on the way back.</summary>
    public void Complete(InFlightRequest inFlight, TimeSpan now)
    {
        queue.AssertEntered();
        Request request = inFlight.Request;
        request.InFlight = null;
        request.Phase = RequestPhase.Idle;
        request.Family.Budget.OnEnded(now, request.IsFile);
        Count(request, -1);
        _timeouts.Remove(inFlight);
    }

    /// <summary>Nobody waits for the end of a request any more: a late answer will be ignored.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="now">The instant that it is.</param>
    /// <param name="why">For the events.</param>
    /// <returns>What is to be cancelled after the turn.</returns>
    public CancellationTokenSource Abandon(Request request, TimeSpan now, Exception why)
    {
        InFlightRequest inFlight = request.InFlight!;
        queue.Effects.PublishFailure(inFlight, why);
        inFlight.IsAbandoned = true;
        if (inFlight.TakePermit() is { } permit)
            request.Family.Permits!.Return(permit, SharedPermitOutcome.Ended);
        Complete(inFlight, now);
        return inFlight.Cancellation;
    }

    /// <summary>Keeps what a request has left behind for the next one.</summary>
    public void Reuse(InFlightRequest inFlight)
    {
        if (!inFlight.Cancellation.TryReset())
            return;
        inFlight.Reset();
        _reusable.Push(inFlight);
    }

    /// <summary>Gives up what has taken too long.</summary>
    public void FireTimeouts(TimeSpan now)
    {
        while (_timeouts.FirstDue <= now)
        {
            InFlightRequest inFlight = _timeouts.First!;
            _timeouts.Remove(inFlight);
            inFlight.OnTimeout(now);
        }
    }

    /// <summary>The scheduler has refused to watch over the request that will have taken too long next: it is given up at once.</summary>
    public void RejectNext(Exception error, TimeSpan now)
    {
        if (_timeouts.First is not { } inFlight)
            return;
        Request request = inFlight.Request;
        queue.Effects.Cancel(Abandon(request, now, error));
        request.OnSchedulerRefused(error);
    }

    private void Count(Request request, int change)
    {
        if (request.IsFile)
            _files += change;
        else
            _others += change;
    }
}
