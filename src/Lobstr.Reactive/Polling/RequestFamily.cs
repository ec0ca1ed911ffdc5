namespace Lobstr.Reactive;

/// <summary>
/// Requests that share a budget: those under tasks, those under runs, and results. Knows which of them are due and which
/// is next. Everything is called in a turn of the queue.
/// </summary>
/// <param name="name">The name of the family, for metrics; null if there is no service.</param>
/// <param name="budget">Decides when the next one may be sent.</param>
internal sealed class RequestFamily(string? name, RequestBudget budget)
{
    // Rates are whole numbers, so that taking one away leaves exactly what was there before it was added.
    private const long RateUnit = 1024;

    private readonly DueRequests _due = new();
    private long _rate;
    private int _members;

    public string? Name { get; } = name;

    public RequestBudget Budget { get; } = budget;

    /// <summary>The polls of this family: for each kind of resource those of it, by id.</summary>
    public List<Dictionary<string, Poll>> Polls { get; } = [];

    /// <summary>The calls of this family whose end has not been told.</summary>
    public HashSet<Request> Calls { get; } = [];

    /// <summary>Whether the service names a limit for it, and not only for everything together.</summary>
    public bool IsNamedByTheService { get; init; } = true;

    /// <summary>Where its permits come from if its budget is shared; null: it is this client's alone.</summary>
    public SharedPermits? Permits { get; set; }

    /// <summary>What is known of how long uploads (or runs) live.</summary>
    public LifeTable Lives => _due.Lives ??= new LifeTable();

    /// <summary>What is used of the budget.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="date">The same, as a date.</param>
    public BudgetUsage UsageAt(TimeSpan now, DateTimeOffset date)
    {
        (TimeSpan end, string? reason) = PauseAt(now);
        return new()
        {
            Family = Name!,
            Cap = Budget.Cap,
            Window = Budget.Window,
            InFlight = Budget.InFlight,
            UsedInWindow = Budget.Used(now),
            Waiting = _due.Count,
            PausedUntil = reason is null ? null : Clock.AddSaturating(date, end - now),
            PauseReason = reason,
        };
    }

    /// <summary>When there is something to do: a request to be sent, or a permit to be asked for; never while nothing is due, or there is no room for it.</summary>
    public TimeSpan NextSend(TimeSpan now, InFlightRequests inFlight)
    {
        TimeSpan local = NextLocal(now, inFlight);
        return Permits?.NextStep(local) ?? local;
    }

    /// <summary>What is done before the next request is sent, if its budget is shared.</summary>
    /// <returns>Whether there is such a thing.</returns>
    public bool TryTakeStep(TimeSpan now, InFlightRequests inFlight, out Effect effect)
    {
        effect = default;
        return Permits is not null && Permits.TryTakeStep(NextLocal(now, inFlight), now, out effect);
    }

    /// <summary>A permit is asked for, for whichever request is chosen when it comes.</summary>
    public SharedPermitRequest Ask(SharedBudgetMember member, TimeSpan now) => new()
    {
        Member = member,
        Waited = Clock.Max(TimeSpan.Zero, now - _due.FirstDue),
        Due = _due.Count,
        IsUrgent = _due.HasCalls || _due.HasNewcomersTurn,
        IsFile = !_due.HasOthers,
        Wanted = (double)_rate / RateUnit,
        Polls = _members,
    };

    /// <summary>
    /// Until when nothing is sent, and why; without a reason if there is no pause. What the headers leave is decided where the budget is shared: to
    /// this client its partners would look like others with the key.
    /// </summary>
    public (TimeSpan End, string? Reason) PauseAt(TimeSpan now)
    {
        if (Permits is not { IsLost: false } permits)
            return Budget.PauseAt(now);
        (TimeSpan End, string? Reason) own = Budget.RefusalAt(now);
        (TimeSpan End, string? Reason) shared = permits.PauseAt(now);
        return shared.End > own.End ? shared : own;
    }

    /// <summary>Lines a request up.</summary>
    public void Add(Request request, TimeSpan due)
    {
        request.Phase = RequestPhase.Due;
        _due.Add(request, due);
    }

    public void Remove(Request request)
    {
        request.Phase = RequestPhase.Idle;
        _due.Remove(request);
    }

    /// <summary>The request that is sent next; null if none can be.</summary>
    public Request? Next(TimeSpan now, InFlightRequests inFlight) =>
        _due.Next(now, Budget.RoundOf(_members), CanSendFile(inFlight), CanSendOther(inFlight));

    /// <summary>Takes the request that is sent next.</summary>
    public Request TakeNext(TimeSpan now, InFlightRequests inFlight)
    {
        Request next = _due.Take(now, Budget.RoundOf(_members), CanSendFile(inFlight), CanSendOther(inFlight));
        next.Phase = RequestPhase.Idle;
        return next;
    }

    /// <summary>How often, in a window, a request is sent that is sent again after a delay; more than zero.</summary>
    public int RateOf(TimeSpan delay) =>
        Math.Max(1, (int)(Budget.Window.Ticks * (double)RateUnit / Math.Max(delay.Ticks, TimeSpan.TicksPerMillisecond)));

    /// <summary>The delay after which a request is sent again, of which its rate was made.</summary>
    public TimeSpan DelayOf(Request request) => TimeSpan.FromTicks(Budget.Window.Ticks * RateUnit / Math.Max(1, request.Rate));

    /// <summary>The request will be sent more or less often from now on.</summary>
    public void SetRate(Request request, int rate)
    {
        _rate += rate - request.Rate;
        _members += Math.Sign(rate) - Math.Sign(request.Rate);
        request.Rate = rate;
    }

    /// <summary>
    /// The service has had too many requests. A pause is waited out by the whole family, at no cost in retries; one that is longer than anybody
    /// would wait is an error of the whole family.
    /// </summary>
    /// <param name="queue">Whose family this is.</param>
    /// <param name="sentAt">When the request was sent that has been refused.</param>
    /// <param name="answer">The refusal; the error if the pause is too long.</param>
    /// <param name="now">The instant that it is.</param>
    public void Throttle<T>(RequestQueue queue, TimeSpan sentAt, ref Answer<T> answer, TimeSpan now)
        where T : class
    {
        TimeSpan? asked = Budget.AskedPause(answer.RetryAfter, answer.Limit);
        bool isTooLong = asked > queue.LongestPause;
        TimeSpan? until = isTooLong
            ? Budget.OnThrottled(retryAfter: null, limit: default, sentAt, now)
            : Budget.OnThrottled(answer.RetryAfter, answer.Limit, sentAt, now);
        if (until is not null)
            queue.Effects.PublishPause(this, until.Value - now, PauseReasons.Throttled);
        if (!isTooLong)
            return;
        LobstrRateLimitException error = Faults.PauseTooLong(asked!.Value, queue.LongestPause, answer.Fault!);
        answer = answer with { Fault = error, Kind = AnswerKind.PauseTooLong };
        OnPauseTooLong(error);
    }

    // Everybody who waits ends with an error.
    private void OnPauseTooLong(LobstrRateLimitException error)
    {
        foreach (Request request in Everything())
            request.OnPauseTooLong(error);
    }

    public void Close(TimeSpan now)
    {
        Permits?.Close();
        foreach (Request request in Everything())
            request.OnClosed(now);
    }

    // What the client itself allows. If the budget is shared, the pace and what the headers leave are decided there.
    private TimeSpan NextLocal(TimeSpan now, InFlightRequests inFlight)
    {
        bool hasOthers = CanSendOther(inFlight);
        if (!hasOthers && !CanSendFile(inFlight))
            return Clock.Never;
        return Permits is { IsLost: false }
            ? Budget.NextPermit(now, isFile: !hasOthers)
            : Budget.NextSend(now, (double)_rate / RateUnit, _members, isFile: !hasOthers);
    }

    // A copy, for whoever ends leaves.
    private Request[] Everything() => [.. Polls.SelectMany(polls => polls.Values), .. Calls];

    private bool CanSendOther(InFlightRequests inFlight) => _due.HasOthers && inFlight.HasRoom;

    // Until it is known whether a pause was long enough, a file waits for what finds out sooner.
    private bool CanSendFile(InFlightRequests inFlight) =>
        _due.HasFiles && inFlight.HasRoomForFile && !(Budget.IsProbing && _due.HasOthers);
}
