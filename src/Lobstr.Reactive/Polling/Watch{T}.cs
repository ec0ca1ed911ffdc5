namespace Lobstr.Reactive;

/// <summary>
/// What one subscription makes of answers and faults: what it says to its observer, and how long it waits for the next poll.
/// Runs in actions on the scheduler, one at a time, without a turn of the queue.
/// </summary>
internal class Watch<T>(Poll<T> poll, WatchOptions options, WatchRules<T> rules, IObserver<T> observer) : Watch(poll)
    where T : class
{
    private T? _last;
    private TimeSpan _previousDelay;
    private NotFoundGrace _grace;
    private int _polls;
    private int _faults;

    protected override TimeSpan? Timeout => options.Timeout;

    protected override string Subject => rules.Subject;

    protected override bool IsContinued => rules.IsContinued;

    protected override TimeSpan ElapsedBefore => rules.ElapsedBefore;

    protected override bool IsNew => _polls == 0 && _faults == 0;

    public override bool HasAnswer => _polls > 0;

    public override bool IsOver => rules.IsTerminal(TypedPoll.Last!);

    private PollSchedule Schedule => options.Schedule ?? rules.DefaultSchedule;

    private Poll<T> TypedPoll => (Poll<T>)Poll;

    private TimeSpan Elapsed => Queue.Clock.Elapsed - StartedAt;

    /// <summary>Begins. Called in a turn.</summary>
    public void Start(TimeSpan now)
    {
        _grace.Restart(Poll.Family.Budget.OpenTime(now));
        Start(Schedule.Expected, now);
        if (!rules.IsContinuation)
            Queue.Effects.PublishStart(Id);
    }

    public override void Notify()
    {
        bool isActing = false;
        bool goesOn = true;
        while (goesOn)
        {
            PendingSignals signal;
            T? answer;
            PollFault? fault;
            TimeSpan sentAt;
            TimeSpan notBefore;
            TimeSpan openTime;
            using (QueueTurn turn = Queue.Enter(TurnEnd.Leave))
            {
                isActing = isActing || TryAct();
                signal = isActing ? DequeueSignal() : PendingSignals.None;
                answer = TypedPoll.Last;
                fault = TypedPoll.Fault;
                sentAt = TypedPoll.LastSentAt;
                notBefore = TypedPoll.NotBefore;
                openTime = Poll.Family.Budget.OpenTime(turn.Now);
            }
            goesOn = signal switch
            {
                PendingSignals.Answer => OnAnswer(answer!, sentAt, notBefore, openTime),
                PendingSignals.Fault => OnFault(fault!, openTime),
                PendingSignals.Expired => FailByTimeout(),
                PendingSignals.Closed => Fail(Faults.Disposed()),
                _ => false,
            };
        }
    }

    protected override bool IsUnchanged => !Schedule.IsUserDefined && TypedPoll.Last!.Equals(_last);

    public override void KeepWaiting(TimeSpan notBefore, TimeSpan now)
    {
        TakeIn(Poll.Family.Budget.OpenTime(now));
        WaitFor(NextDelay(isChanged: false, now), notBefore, now);
    }

    public override void Reject(Exception error)
    {
        bool isClosed;
        using (Queue.Enter(TurnEnd.Leave))
        {
            if (!TryAct())
                return;
            isClosed = Queue.IsClosed;
        }
        Fail(isClosed ? Faults.Disposed() : error);
    }

    // Each of the following returns whether there may be more signals to deal with at once.
    private bool OnAnswer(T answer, TimeSpan sentAt, TimeSpan notBefore, TimeSpan openTime)
    {
        TakeIn(openTime);
        bool isChanged = !answer.Equals(_last);
        if (isChanged)
        {
            string? stateBefore = _last is null ? null : rules.StateOf(_last);
            _last = answer;
            if (rules.StateOf(answer) is { } state && state != stateBefore && !IsEnded)
                Queue.Events?.StatusChanged(Id, state);
            Emit(answer);
        }
        if (rules.IsTerminal(answer))
            return rules.FailureOf(answer) is { } failure ? Fail(failure, WatchOutcome.Failure) : Complete();
        return Ends(sentAt) ? FailByTimeout() : WaitForSchedule(isChanged, notBefore);
    }

    private bool OnFault(PollFault fault, TimeSpan openTime)
    {
        HasFailed = true;
        if (fault.Kind is AnswerKind.PauseTooLong)
            return Fail(fault.Error);
        if (fault.Kind is AnswerKind.NotFound && _grace.Covers(openTime, options))
            return Ends(fault.SentAt) ? FailByTimeout() : WaitForSchedule(isChanged: false, fault.NotBefore);
        if (AskRetryPolicy(fault, out TimeSpan delay) is { } end)
            return Fail(end, OutcomeOf(end, fault));
        IsRetrying = true;
        TimeSpan now = Queue.Clock.Elapsed;
        RetryDecision.Report(Queue, Id, Clock.Max(TimeSpan.Zero, DueAfter(now, delay, fault.NotBefore) - now), _faults, fault.Error);
        return !TryWait(delay, fault.NotBefore);
    }

    private bool WaitForSchedule(bool isChanged, TimeSpan notBefore)
    {
        if (IsEnded)
            return false;
        if (AskSchedule(isChanged, out TimeSpan delay) is { } end)
            return Fail(end);
        return !TryWait(delay, notBefore);
    }

    // What the user's functions throw ends the watch; what the observer throws at that must not be caught with it.
    private Exception? AskRetryPolicy(PollFault fault, out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        try
        {
            if (!options.Retry.IsWorthARetry(fault.Error, fault.Kind))
                return fault.Error;
            if (Ends(fault.SentAt))
                return TimeoutError();
            if (RetryDecision.Next(ref _faults, options.Retry, fault.Draw) is not { } next)
                return fault.Error;
            delay = next;
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private Exception? AskSchedule(bool isChanged, out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        try
        {
            delay = NextDelay(isChanged, Queue.Clock.Elapsed);
        }
        catch (Exception error)
        {
            return error;
        }
        return delay >= TimeSpan.Zero ? null : new InvalidOperationException(
            $"The schedule ({Schedule}) returned the negative delay {delay:c}; it must return zero or more.");
    }

    private TimeSpan NextDelay(bool isChanged, TimeSpan now) => _previousDelay = Schedule.Next(new PollContext
    {
        PollCount = _polls,
        Elapsed = now - StartedAt,
        PreviousDelay = _previousDelay,
        Changed = isChanged,
    });

    private void TakeIn(TimeSpan openTime)
    {
        _grace.Restart(openTime);
        _polls++;
        _faults = 0;
        HasFailed = IsRetrying = false;
    }

    private void Emit(T answer)
    {
        if (!TryClaimNext())
            return;
        try
        {
            observer.OnNext(answer);
        }
        catch
        {
            // As with Rx's own operators: it surfaces from the scheduler, and nothing follows.
            Dispose();
            throw;
        }
    }

    private bool Complete() => End(WatchOutcome.Success, error: null);

    private bool Fail(Exception error, WatchOutcome outcome = WatchOutcome.Error) => End(outcome, error);

    // Returns false: there is nothing more to do.
    private bool End(WatchOutcome outcome, Exception? error)
    {
        if (!TryClaimEnd(out CancellationTokenSource? unwanted))
            return false;
        try
        {
            // Nothing comes between the claim and the call: whoever disposes in between would be told after Dispose has returned.
            if (error is null)
                observer.OnCompleted();
            else
                observer.OnError(error);
        }
        finally
        {
            Leave(unwanted, outcome, error);
        }
        return false;
    }

    private bool FailByTimeout() => Fail(TimeoutError(), WatchOutcome.Timeout);

    private WatchOutcome OutcomeOf(Exception error, PollFault fault) =>
        error is TimeoutException && Ends(fault.SentAt) ? WatchOutcome.Timeout
        : error == fault.Error && fault.Kind is AnswerKind.NotFound ? WatchOutcome.NotFound
        : WatchOutcome.Error;

    private Exception TimeoutError() => rules.TimeoutError(Id, _last, Elapsed, HasFailed ? TypedPoll.Fault?.Latest : null);
}
