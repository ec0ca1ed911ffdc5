using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>
/// A request that is sent again and again for one watch or many: when the first of them is due, and its answer goes to all. Everything is called in a turn of the queue.
/// </summary>
internal abstract class Poll : Request
{
    // What a trace of one request can bear.
    private const int MostLinks = 100;

    private Watch? _watches;
    // How many watches wait for the next answer.
    private int _demand;
    private bool _isRateNew;

    /// <summary>What it polls, so that other watches of the same find it; null if only a user's function knows.</summary>
    public abstract PollKey? Key { get; }

    /// <summary>When the service, at the last good answer, allows the next one at the earliest.</summary>
    public TimeSpan NotBefore { get; protected set; }

    /// <summary>The same, at the last fault.</summary>
    protected abstract TimeSpan FaultNotBefore { get; }

    public override string? Id => Key?.Id;

    /// <summary>Whether the watch that came last polls for the last time.</summary>
    protected bool IsLast => _watches is { IsLast: true };

    public void Join(Watch watch, TimeSpan expectedDelay)
    {
        if (_watches is null)
        {
            if (Key is { } key)
                key.Polls.Add(key.Id, this);
            Family.SetRate(this, Family.RateOf(expectedDelay));
        }
        else
        {
            _watches.Previous = watch;
            watch.Next = _watches;
        }
        _watches = watch;
    }

    /// <summary>A watch leaves. The last one takes the request with it.</summary>
    /// <returns>What is to be cancelled after the turn.</returns>
    public CancellationTokenSource? Leave(Watch watch, bool wasPolling, TimeSpan now)
    {
        if (watch.Previous is { } previous)
            previous.Next = watch.Next;
        else
            _watches = watch.Next;
        if (watch.Next is { } next)
            next.Previous = watch.Previous;
        watch.Previous = watch.Next = null;
        if (wasPolling)
            RemoveDemand();
        if (_watches is not null)
            return null;
        Family.SetRate(this, 0);
        if (Key is { } key)
            key.Polls.Remove(key.Id);
        return Phase is RequestPhase.InFlight ? Queue.InFlight.Abandon(this, now, Faults.Unwanted()) : null;
    }

    // Who came last: it knows least of how long the upload has lived.
    public override TimeSpan AgeAt(TimeSpan now) =>
        _watches is { } watch ? Clock.Max(TimeSpan.Zero, now - watch.StartedAt) : TimeSpan.Zero;

    /// <summary>Somebody wants an answer that is newer than what is in flight: the next poll is due at once, and urgent until it is sent.</summary>
    public void AskNow(TimeSpan now)
    {
        if (IsUrgent || Family.PauseAt(now).Reason is not null)
            return;
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
            IsUrgent |= watch.TryBringForward(Clock.Max(now, Clock.Max(NotBefore, FaultNotBefore)));
        if (!IsUrgent || Phase is not RequestPhase.Due)
            return;
        Family.Remove(this);
        Family.Add(this, Slot.Due);
    }

    /// <summary>A watch is due: the poll is lined up, unless it is lined up or in flight already.</summary>
    public void AddDemand(TimeSpan due, bool isFirst)
    {
        _demand++;
        if (Phase is RequestPhase.InFlight)
            return;
        if (Phase is RequestPhase.Due)
        {
            if (!isFirst || IsFirst)
                return;
            due = Slot.Due;
            Family.Remove(this);
        }
        IsFirst = isFirst;
        Family.Add(this, due);
    }

    /// <summary>A watch that was due does not want the answer any more.</summary>
    public void RemoveDemand()
    {
        if (--_demand == 0 && Phase is RequestPhase.Due)
            Family.Remove(this);
    }

    /// <summary>The deadline of a watch has passed: if it has for all the others too, the request is cancelled before the watch is told.</summary>
    public void CancelIfUnwanted(Watch expired, TimeSpan now)
    {
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
        {
            if (watch != expired && !watch.HasExpired)
                return;
        }
        Queue.Effects.Cancel(Queue.InFlight.Abandon(this, now, Faults.Unwanted()));
    }

    /// <summary>A watch will be due after a delay: the shortest one since the last answer counts.</summary>
    public void SetDelay(TimeSpan delay)
    {
        int rate = Family.RateOf(delay);
        if (_isRateNew || rate > Rate)
            Family.SetRate(this, rate);
        _isRateNew = false;
    }

    public override void OnSchedulerRefused(Exception error)
    {
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
        {
            if (watch.Phase is WatchPhase.Polling)
                watch.OnSchedulerRefused(error);
        }
    }

    public override void OnClosed(TimeSpan now)
    {
        if (Phase is RequestPhase.InFlight)
            Queue.Effects.Cancel(Queue.InFlight.Abandon(this, now, Faults.Disposed()));
        Tell(PendingSignals.Closed);
    }

    /// <summary>Tells everybody what has come, however staggered they began: fifty watches cost what the fastest costs.</summary>
    protected void Tell(PendingSignals signal)
    {
        ClearDemand();
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
            watch.OnSignal(signal);
    }

    /// <summary>
    /// Tells of a good answer. If it is news for nobody, all of them wait for the next one at once; if it is for one of them, the others
    /// must not have the next one sent before that one is told.
    /// </summary>
    protected void TellOfAnswer(TimeSpan now)
    {
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
        {
            if (!watch.CanKeepWaiting)
            {
                Tell(PendingSignals.Answer);
                return;
            }
        }
        ClearDemand();
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
            watch.KeepWaiting(NotBefore, now);
    }

    /// <summary>A poll has seen whether the upload (or run) has ended: that teaches how long such things live.</summary>
    protected void ObserveLife(TimeSpan now)
    {
        if (_watches is not { } watch || Family.Name is null)
            return;
        TimeSpan before = watch.HasAnswer ? AgeAt(Slot.Due - Family.DelayOf(this)) : TimeSpan.Zero;
        Family.Lives.Observe(Clock.Min(before, AgeAt(now)), AgeAt(now), watch.IsOver);
    }

    /// <summary>What the next request is made for, in traces: a part of the one watch, or following from each of many. Called without a turn.</summary>
    protected TraceOrigin FindTraceOrigin()
    {
        if (!Telemetry.IsTraced)
            return default;
        var traced = new List<ActivityContext>();
        using (Queue.Enter(TurnEnd.Leave))
        {
            for (Watch? watch = _watches; watch is not null && traced.Count < MostLinks; watch = watch.Next)
            {
                if (watch.Activity is { } activity)
                    traced.Add(activity.Context);
            }
        }
        return traced.Count > 1 ? new TraceOrigin(default, [.. traced]) : new TraceOrigin(traced.FirstOrDefault());
    }

    private void ClearDemand()
    {
        _demand = 0;
        _isRateNew = true;
        if (Phase is RequestPhase.Due)
            Family.Remove(this);
    }

    /// <summary>The service has had too many requests: whoever is due stays so, at no cost, until the budget says go.</summary>
    protected void Requeue(TimeSpan now)
    {
        int demand = _demand;
        for (Watch? watch = _watches; watch is not null; watch = watch.Next)
        {
            if (!watch.TryKeepWaitingAfter429())
                demand--;
        }
        _demand = demand;
        if (demand == 0)
            return;
        // Behind all who become due until then, for it has been sent: one that is refused for ever must not be the only one sent.
        IsFirst = false;
        Family.Add(this, Clock.Max(now, Family.Budget.PausedUntil));
    }
}
