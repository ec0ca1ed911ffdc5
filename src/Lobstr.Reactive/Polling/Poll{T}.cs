namespace Lobstr.Reactive;

/// <summary>A <see cref="Poll"/> with its last answer.</summary>
internal abstract class Poll<T> : Poll
    where T : class
{
    /// <summary>The last good answer.</summary>
    public T? Last { get; private set; }

    /// <summary>When the request was sent that brought it.</summary>
    public TimeSpan LastSentAt { get; private set; }

    /// <summary>The last fault.</summary>
    public PollFault? Fault { get; private set; }

    protected override TimeSpan FaultNotBefore => Fault?.NotBefore ?? TimeSpan.Zero;

    /// <summary>What the ended task of a request brought. Called without a turn; does not throw.</summary>
    protected abstract Answer<T> Read(Task task);

    public override void OnEnded(InFlightRequest inFlight, Task task)
    {
        Answer<T> answer = Read(task);
        using QueueTurn turn = Queue.Enter();
        TimeSpan sentAt = inFlight.SentAt;
        // Statuses do not run backwards.
        if (sentAt < LastSentAt && answer.Fault is null)
            answer = answer with { Value = Last };
        if (!Queue.TryComplete(inFlight, ref answer, turn.Now))
            return;
        Settle(answer, sentAt, turn.Now);
    }

    public override void OnTimeout(TimeoutException fault, TimeSpan sentAt, TimeSpan now) => Settle(Answer<T>.Failed(fault), sentAt, now);

    public override void OnPauseTooLong(LobstrRateLimitException error)
    {
        Fault = new PollFault(error, AnswerKind.PauseTooLong, SentAt: TimeSpan.Zero, NotBefore: TimeSpan.Zero, Draw: 0);
        Tell(PendingSignals.Fault);
    }

    /// <summary>A good answer to somebody else goes to everybody here, too, unless what is known is newer.</summary>
    public void ShareFrom(TimeSpan sentAt, T value, TimeSpan? retryAfter, TimeSpan now)
    {
        if (Last is null || sentAt >= LastSentAt)
            Share(value, sentAt, retryAfter, now);
    }

    private void Share(T value, TimeSpan sentAt, TimeSpan? retryAfter, TimeSpan now)
    {
        Last = value;
        LastSentAt = Clock.Max(LastSentAt, sentAt);
        NotBefore = Queue.Bounded(retryAfter, this) is { } delay ? Clock.AddSaturating(now, delay) : TimeSpan.Zero;
        TellOfAnswer(now);
    }

    private void Settle(in Answer<T> answer, TimeSpan sentAt, TimeSpan now)
    {
        if (answer.Fault is not { } fault)
        {
            Last = answer.Value;
            ObserveLife(now);
            Share(answer.Value!, sentAt, answer.RetryAfter, now);
            return;
        }
        if (answer.Kind is AnswerKind.Throttled)
        {
            // It is told to nobody, and a watch may be about to be told of one that came before.
            Fault = Fault is { } before
                ? before with { Throttled = fault }
                : new PollFault(fault, answer.Kind, sentAt, NotBefore: TimeSpan.Zero, Draw: 0);
            Requeue(now);
        }
        else if (answer.Kind is AnswerKind.PauseTooLong)
        {
            OnPauseTooLong((LobstrRateLimitException)fault);
        }
        else
        {
            TimeSpan floor = Queue.Bounded(answer.RetryAfter, this) ?? TimeSpan.Zero;
            Fault = new PollFault(fault, answer.Kind, sentAt, Clock.AddSaturating(now, floor), Random.Shared.NextDouble());
            Tell(PendingSignals.Fault);
        }
    }
}
