using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// What one subscription makes of answers and faults: what it says to its observer, and how long it waits for the next poll.
/// Runs in actions on the scheduler, one at a time, without a turn of the queue.
/// </summary>
internal sealed class Watch<T>(RequestQueue queue, WatchOptions options, WatchRules<T> rules, IObserver<T> observer) : Watch(queue)
    where T : class
{
    private T? _last;
    private TimeSpan _previousDelay;

    // Since when a 404 may mean "not yet", in time without pauses.
    private TimeSpan _graceFrom;
    private int _polls;
    private int _faults;

    protected override TimeSpan? Timeout => options.Timeout;

    protected override string Subject => rules.Subject;

    protected override TimeSpan ElapsedBefore => rules.ElapsedBefore;

    protected override bool IsNew => _polls == 0 && _faults == 0;

    private TimeSpan Elapsed => Queue.Clock.Elapsed - StartedAt;

    /// <summary>Begins. Called in a turn.</summary>
    public void Start(Poll<T> poll, TimeSpan now)
    {
        _graceFrom = poll.Family.Budget.OpenTime(now);
        Start(poll, options.Schedule.Expected, now);
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
            TimeSpan notBefore;
            TimeSpan openTime;
            using (QueueTurn turn = Queue.Enter(TurnEnd.Leave))
            {
                var poll = (Poll<T>?)Poll;
                isActing = isActing || TryAct();
                signal = isActing ? DequeueSignal() : PendingSignals.None;
                answer = poll?.Last;
                fault = poll?.Fault;
                notBefore = poll?.NotBefore ?? TimeSpan.Zero;
                openTime = poll?.Family.Budget.OpenTime(turn.Now) ?? TimeSpan.Zero;
            }
            goesOn = signal switch
            {
                PendingSignals.Answer => OnAnswer(answer!, notBefore, openTime),
                PendingSignals.Fault => OnFault(fault!, openTime),
                PendingSignals.Expired => FailByTimeout(),
                PendingSignals.Closed => Fail(Faults.Disposed()),
                _ => false,
            };
        }
    }

    public override bool TryKeepWaiting(TimeSpan notBefore, TimeSpan now)
    {
        var poll = (Poll<T>)Poll!;
        if (!CanKeepWaiting || options.Schedule.IsUserDefined || !poll.Last!.Equals(_last))
            return false;
        TimeSpan delay = options.Schedule.Next(ContextOf(isChanged: false, _polls + 1, now));
        // Due again at once, the poll would be sent before the others are told of this answer.
        if (DueAfter(now, delay, notBefore) <= now)
            return false;
        TakeIn(poll.Family.Budget.OpenTime(now));
        WaitFor(_previousDelay = delay, notBefore, now);
        return true;
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

    // Each of the following returns whether there may be more news to deal with at once.
    private bool OnAnswer(T answer, TimeSpan notBefore, TimeSpan openTime)
    {
        TakeIn(openTime);
        bool isChanged = !answer.Equals(_last);
        if (isChanged)
        {
            _last = answer;
            Emit(answer);
        }
        if (rules.IsTerminal(answer))
            return rules.FailureOf(answer) is { } failure ? Fail(failure, WatchOutcome.Failure) : Complete();
        return IsLast ? FailByTimeout() : WaitForSchedule(isChanged, notBefore);
    }

    private bool OnFault(PollFault fault, TimeSpan openTime)
    {
        HasFailed = true;
        if (Faults.IsPauseTooLong(fault.Error))
            return Fail(fault.Error);
        bool isNotFound = Faults.StatusOf(fault.Error) is HttpStatusCode.NotFound;
        if (isNotFound && openTime - _graceFrom < options.NotFoundGrace)
            return IsLast ? FailByTimeout() : WaitForSchedule(isChanged: false, fault.NotBefore);
        if (AskRetryPolicy(fault, out TimeSpan delay) is { } end)
            return Fail(end, OutcomeOf(end));
        TimeSpan now = Queue.Clock.Elapsed;
        Queue.Events?.RetryScheduled(Id, DueAfter(now, delay, fault.NotBefore) - now, _faults, fault.Error);
        Telemetry.RetryScheduled();
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
            bool isTransient = options.Retry.IsTransient(fault.Error);
            if (isTransient && IsLast)
                return TimeoutError();
            if (!isTransient || _faults == options.Retry.MaxRetries)
                return fault.Error;
            delay = options.Retry.Delay(++_faults, fault.Draw);
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
            delay = _previousDelay = options.Schedule.Next(ContextOf(isChanged, _polls, Queue.Clock.Elapsed));
        }
        catch (Exception error)
        {
            return error;
        }
        return delay >= TimeSpan.Zero ? null : new InvalidOperationException(
            $"The schedule ({options.Schedule}) returned the negative delay {delay:c}; it must return zero or more.");
    }

    private PollContext ContextOf(bool isChanged, int polls, TimeSpan now) => new()
    {
        Polls = polls,
        Elapsed = now - StartedAt,
        Previous = _previousDelay,
        Changed = isChanged,
    };

    private void TakeIn(TimeSpan openTime)
    {
        _graceFrom = openTime;
        _polls++;
        _faults = 0;
        HasFailed = false;
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
            Leave(unwanted, outcome);
        }
        return false;
    }

    private bool FailByTimeout() => Fail(TimeoutError(), WatchOutcome.Timeout);

    private WatchOutcome OutcomeOf(Exception error) =>
        error is TimeoutException && IsLast ? WatchOutcome.Timeout
        : Faults.StatusOf(error) is HttpStatusCode.NotFound ? WatchOutcome.NotFound
        : WatchOutcome.Error;

    private Exception TimeoutError() => rules.TimeoutError(Id, _last, Elapsed, HasFailed ? ((Poll<T>)Poll!).Fault?.Latest : null);
}
