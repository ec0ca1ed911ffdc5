namespace Lobstr.Reactive;

/// <summary>A <see cref="Poll"/> with its last answer.</summary>
internal abstract class Poll<T> : Poll
    where T : class
{
    /// <summary>The last good answer.</summary>
    public T? Last { get; private set; }

    /// <summary>The last fault.</summary>
    public PollFault? Fault { get; private set; }

    /// <summary>What the ended task of a request brought. Called without a turn; does not throw.</summary>
    protected abstract Answer<T> Read(Task task);

    public override void OnEnded(InFlightRequest inFlight, Task task)
    {
        Answer<T> answer = Read(task);
        using QueueTurn turn = Queue.Enter();
        // Statuses do not run backwards.
        if (inFlight.IsOvertaken && answer.Fault is null)
            answer = answer with { Value = Last };
        if (!Queue.TryComplete(inFlight, ref answer, turn.Now))
            return;
        Settle(answer, turn.Now);
    }

    public override void OnTimeout(TimeoutException fault, TimeSpan now) => Settle(Answer<T>.Failed(fault), now);

    public override void OnPauseTooLong(LobstrRateLimitException error)
    {
        Fault = new PollFault(error, AnswerKind.PauseTooLong, NotBefore: TimeSpan.Zero, Draw: 0);
        Tell(PendingSignals.Fault);
    }

    /// <summary>A good answer to somebody else goes to everybody here, too.</summary>
    public void ShareFrom(TimeSpan sentAt, T value, TimeSpan? retryAfter, TimeSpan now)
    {
        if (InFlight is { } own && own.SentAt < sentAt)
            own.IsOvertaken = true;
        Share(value, retryAfter, now);
    }

    private void Share(T value, TimeSpan? retryAfter, TimeSpan now)
    {
        Last = value;
        NotBefore = Queue.Bounded(retryAfter, this) is { } delay ? Clock.AddSaturating(now, delay) : TimeSpan.Zero;
        TellOfAnswer(now);
    }

    private void Settle(in Answer<T> answer, TimeSpan now)
    {
        if (answer.Fault is not { } fault)
        {
            Last = answer.Value;
            ObserveLife(now);
            Share(answer.Value!, answer.RetryAfter, now);
            return;
        }
        if (answer.Kind is AnswerKind.Throttled)
        {
            // It is told to nobody, and a watch may be about to be told of one that came before.
            Fault = Fault is { } before
                ? before with { Throttled = fault }
                : new PollFault(fault, answer.Kind, NotBefore: TimeSpan.Zero, Draw: 0);
            Requeue(now);
        }
        else if (answer.Kind is AnswerKind.PauseTooLong)
        {
            OnPauseTooLong((LobstrRateLimitException)fault);
        }
        else
        {
            TimeSpan floor = Queue.Bounded(answer.RetryAfter, this) ?? TimeSpan.Zero;
            Fault = new PollFault(fault, answer.Kind, Clock.AddSaturating(now, floor), Random.Shared.NextDouble());
            Tell(PendingSignals.Fault);
        }
    }
}
