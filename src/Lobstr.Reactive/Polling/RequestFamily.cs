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

    private readonly IndexedHeap<Request> _due = new();
    private readonly IndexedHeap<Request> _dueFirst = new();
    private bool _isNewcomersTurn = true;
    private long _rate;
    private int _members;

    public string? Name { get; } = name;

    public RequestBudget Budget { get; } = budget;

    /// <summary>The polls of this family: for each kind of resource those of it, by id.</summary>
    public List<Dictionary<string, Poll>> Polls { get; } = [];

    /// <summary>The calls of this family whose end has not been told.</summary>
    public HashSet<Request> Calls { get; } = [];

    /// <summary>When the next request may be sent; never while none is due.</summary>
    public TimeSpan NextSend(TimeSpan now) =>
        _due.Count + _dueFirst.Count == 0 ? Clock.Never : Budget.NextSend(now, (double)_rate / RateUnit, _members);

    /// <summary>Lines a request up: what has been due longest is sent first.</summary>
    public void Add(Request request, TimeSpan due)
    {
        request.Phase = RequestPhase.Due;
        HeapOf(request).Set(request, due);
    }

    public void Remove(Request request)
    {
        request.Phase = RequestPhase.Idle;
        HeapOf(request).Remove(request);
    }

    /// <summary>The request that is sent next; null while none is due. Every second permit goes to a newcomer, if there is one.</summary>
    public Request? Next
    {
        get
        {
            Request? first = _dueFirst.First;
            Request? other = _due.First;
            bool isNewcomer = other is null || (first is not null && (_isNewcomersTurn || first.Slot.Due <= other.Slot.Due));
            return isNewcomer ? first : other;
        }
    }

    /// <summary>Takes the request that is sent next.</summary>
    public Request TakeNext()
    {
        Request next = Next!;
        _isNewcomersTurn = !_isNewcomersTurn;
        Remove(next);
        return next;
    }

    /// <summary>How often, in a window, a request is sent that is sent again after a delay; more than zero.</summary>
    public int RateOf(TimeSpan delay) =>
        Math.Max(1, (int)(Budget.Window.Ticks * (double)RateUnit / Math.Max(delay.Ticks, TimeSpan.TicksPerMillisecond)));

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
            queue.Effects.PublishPause(this, until.Value - now, "the service has had too many requests (429)");
        if (!isTooLong)
            return;
        LobstrRateLimitException error = Faults.PauseTooLong(asked!.Value, queue.LongestPause, answer.Fault!);
        answer = answer with { Fault = error, Kind = AnswerKind.PauseTooLong };
        OnPauseTooLong(error);
    }

    // Everybody who waits ends with an error.
    private void OnPauseTooLong(LobstrRateLimitException error)
    {
        foreach (Request request in Polls.SelectMany(polls => polls.Values).Concat(Calls).ToArray())
            request.OnPauseTooLong(error);
    }

    public void Close(TimeSpan now)
    {
        foreach (Request request in Polls.SelectMany(polls => polls.Values).Concat(Calls).ToArray())
            request.OnClosed(now);
    }

    private IndexedHeap<Request> HeapOf(Request request) => request.IsFirst ? _dueFirst : _due;
}
