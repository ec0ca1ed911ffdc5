namespace Lobstr.Reactive;

/// <summary>
/// Decides which request may be sent and when (in <c>RequestQueue.Dispatch.cs</c>): one queue per client, whatever the number of watches. What it decides is executed by its
/// <see cref="EffectDrain"/>.
/// </summary>
/// <remarks>
/// The state of the queue, of its families, polls, calls and watches is touched in a turn alone (<see cref="Enter"/>), and nothing that is
/// not ours is called in one: no scheduler nor its clock, no observer, no user's function, no request, no cancellation. The life of a poll,
/// from due to next due, is in <see cref="Watch"/>.
/// </remarks>
internal sealed partial class RequestQueue
{
    /// <summary>What is waited out if nobody says otherwise.</summary>
    public static readonly TimeSpan DefaultLongestPause = TimeSpan.FromHours(1);

    private readonly EffectDrain _drain;

    // Watches by when they are due, or reach their deadline.
    private readonly IndexedHeap<Watch> _timers = new();
    private readonly List<Watch> _atDeadline = [];
    private int _participants;

    /// <param name="clock">The time that counts.</param>
    /// <param name="events">Where to say what is decided; null: nowhere.</param>
    /// <param name="maxInFlight">The most requests in flight at a time.</param>
    /// <param name="isPrivate">Whether it serves one watch only, which may then be notified within the action that polled.</param>
    /// <param name="families">The families, each with its budget.</param>
    public RequestQueue(
        Clock clock, ClientEvents? events, int maxInFlight, bool isPrivate, params RequestFamily[] families)
    {
        Clock = clock;
        Events = events;
        Families = families;
        Effects = new EffectQueue(this);
        InFlight = new InFlightRequests(this, maxInFlight);
        _drain = new EffectDrain(this, isPrivate);
    }

    public Clock Clock { get; }

    public ClientEvents? Events { get; }

    // An array, for going through anything else makes an object each time.
    public RequestFamily[] Families { get; }

    /// <summary>What is to be executed as soon as the turn is over.</summary>
    public EffectQueue Effects { get; }

    /// <summary>What has been sent and has not ended.</summary>
    public InFlightRequests InFlight { get; }

    /// <summary>The longest wait that the service may ask for.</summary>
    public TimeSpan LongestPause { get; init; } = DefaultLongestPause;

    /// <summary>What the client is called, for metrics; null if it has no name.</summary>
    public string? ClientName { get; init; }

    /// <summary>Whether nothing is sent any more. Read in a turn.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Begins a turn: everything else here is called in one, unless said otherwise.</summary>
    public QueueTurn Enter(TurnEnd end = TurnEnd.Drain) => _drain.Enter(end);

    /// <summary>Does what is to be done, if anything is. Called without a turn.</summary>
    public void Signal() => Enter().Dispose();

    /// <inheritdoc cref="EffectDrain.AssertEntered"/>
    [System.Diagnostics.Conditional("DEBUG")]
    public void AssertEntered() => _drain.AssertEntered();

    /// <summary>Ends everything; nothing is sent any more. Called without a turn. Idempotent.</summary>
    public void Close()
    {
        using QueueTurn turn = Enter();
        IsClosed = true;
        foreach (RequestFamily family in Families)
            family.Close(turn.Now);
    }

    /// <summary>A watch or a call begins to take part.</summary>
    public void AddParticipant()
    {
        AssertEntered();
        _participants++;
    }

    /// <summary>A watch or a call has ended.</summary>
    public void RemoveParticipant()
    {
        AssertEntered();
        _participants--;
    }

    /// <summary>What is used of the budgets. Called without a turn.</summary>
    public IReadOnlyList<BudgetUsage> GetUsage()
    {
        DateTimeOffset date = Clock.Scheduler.Now;
        using QueueTurn turn = Enter(TurnEnd.Leave);
        TimeSpan now = turn.Now;
        return [.. Families.Where(family => family.IsNamedByTheService).Select(family => family.UsageAt(now, date))];
    }

    /// <summary>Somebody wants to know now: the watches of a poll, if there are any, are due at once. Called without a turn.</summary>
    public void AskNow(PollKey key)
    {
        using QueueTurn turn = Enter();
        key.Find()?.AskNow(turn.Now);
    }

    /// <summary>The watch is due at an instant.</summary>
    public void ScheduleAt(Watch watch, TimeSpan due)
    {
        AssertEntered();
        _timers.Set(watch, due);
    }

    public void StopWaiting(Watch watch)
    {
        AssertEntered();
        _timers.Remove(watch);
    }

    /// <summary>The deadline of a watch has come: the watch ends, unless its poll can be sent at this very instant.</summary>
    public void MarkExpired(Watch watch)
    {
        AssertEntered();
        _atDeadline.Add(watch);
    }

    /// <summary>A request has ended: its permit is on the way back, and the budget learns of the answer.</summary>
    /// <returns>Whether anybody still waited for it.</returns>
    public bool TryComplete<T>(InFlightRequest inFlight, ref Answer<T> answer, TimeSpan now)
        where T : class
    {
        AssertEntered();
        if (inFlight.IsAbandoned)
        {
            // It may have left just after it had been abandoned.
            if (!answer.IsAnswered && answer.Fault is { } late)
                Effects.PublishFailure(inFlight, late);
            return false;
        }
        RequestFamily family = inFlight.Request.Family;
        InFlight.Complete(inFlight, now);
        if (!answer.IsAnswered && answer.Fault is { } fault)
            Effects.PublishFailure(inFlight, fault);
        ReturnPermit(inFlight, answer);
        if (family.Budget.Update(answer.Limit, now) is { } reset)
            Effects.PublishPause(family, reset - now, PauseReasons.UsedUp);
        if (answer.Kind is AnswerKind.Throttled)
            family.Throttle(this, inFlight.SentAt, ref answer, now);
        else if (IsAccepted(answer.Kind))
            family.Budget.OnAccepted(inFlight.SentAt);
        InFlight.Reuse(inFlight);
        return true;
    }

    private static bool IsAccepted(AnswerKind kind) =>
        kind is AnswerKind.Success or AnswerKind.NotFound or AnswerKind.Refused or AnswerKind.Unavailable;

    private void ReturnPermit<T>(InFlightRequest inFlight, in Answer<T> answer)
        where T : class
    {
        if (inFlight.TakePermit() is not { } permit)
            return;
        RequestFamily family = inFlight.Request.Family;
        bool isThrottled = answer.Kind is AnswerKind.Throttled;
        TimeSpan? asked = isThrottled ? family.Budget.AskedPause(answer.RetryAfter, answer.Limit) : null;
        SharedPermitOutcome outcome = isThrottled ? SharedPermitOutcome.Throttled
            : IsAccepted(answer.Kind) ? SharedPermitOutcome.Accepted
            : SharedPermitOutcome.Ended;
        // A pause that is too long is an error here, and nobody waits it out anywhere.
        family.Permits!.Return(permit, outcome, answer.Limit, asked > LongestPause ? null : asked);
    }

    /// <summary>How long to wait at least, for the service asks for it: no longer than <see cref="LongestPause"/>, and an event says so.</summary>
    /// <param name="retryAfter">What the service asks for.</param>
    /// <param name="request">What was sent.</param>
    public TimeSpan? Bounded(TimeSpan? retryAfter, Request request)
    {
        if (!(retryAfter > LongestPause))
            return retryAfter;
        Effects.PublishCut(request, retryAfter.Value);
        return LongestPause;
    }
}
