namespace Lobstr.Reactive;

/// <summary>One request: waits for the budget, is sent once, is retried never.</summary>
/// <param name="queue">Decides when.</param>
/// <param name="family">Whose budget.</param>
/// <param name="plan">What to send.</param>
internal abstract class Call<T>(RequestQueue queue, RequestFamily family, CallPlan<T> plan) : Request, INotificationTarget, IProgressSink
    where T : class
{
    private Answer<T> _answer;
    private long _activeAt;
    private volatile bool _hasLeft;
    private bool _takesPart;
    private bool _isSettled;

    public override RequestQueue Queue { get; } = queue;

    public override RequestFamily Family { get; } = family;

    public override string? Id => plan.Id;

    public override TimeSpan? Timeout => plan.Timeout;

    public override bool IsFile => plan.IsFile;

    /// <summary>What came of it; null if there is a fault. Read in <see cref="Notify"/>.</summary>
    protected T? Value => _answer.Value;

    /// <summary>What went wrong; null if nothing did. Read in <see cref="Notify"/>.</summary>
    protected Exception? Fault => _answer is { Fault: { } fault, IsUnsent: false } && _hasLeft && plan.Explain is { } explain
        ? explain(fault)
        : _answer.Fault;

    /// <summary>Says how it ended, from an action on the scheduler. Called without a turn.</summary>
    public abstract void Notify();

    /// <inheritdoc/>
    public abstract void Reject(Exception error);

    // A large file may take its time as long as it moves.
    public override TimeSpan ActiveAt => TimeSpan.FromTicks(Volatile.Read(ref _activeAt));

    public override Task? Send(CancellationToken cancellationToken) =>
        plan.Send(this, cancellationToken);

    public override void Sent(ISentRequest request)
    {
        _hasLeft = true;
        base.Sent(request);
    }

    public void Progressed() => Volatile.Write(ref _activeAt, Queue.Clock.Elapsed.Ticks);

    public override void OnEnded(InFlightRequest inFlight, Task task)
    {
        Answer<T> answer = Faults.AnswerOf<T>(task);
        using QueueTurn turn = Queue.Enter();
        TimeSpan sentAt = inFlight.SentAt;
        if (!Queue.TryComplete(inFlight, ref answer, turn.Now))
            return;
        if (answer.Value is { } value)
            ((Poll<T>?)plan.Key?.Find())?.ShareFrom(sentAt, value, answer.RetryAfter, turn.Now);
        Settle(answer);
    }

    public override void OnTimeout(TimeoutException fault, TimeSpan sentAt, TimeSpan now) => Settle(Answer<T>.Failed(fault));

    public override void OnPauseTooLong(LobstrRateLimitException error)
    {
        if (Phase is RequestPhase.Due)
            Settle(Answer<T>.Failed(error));
    }

    public override void OnSchedulerRefused(Exception error)
    {
        _isSettled = true;
        _answer = Answer<T>.Failed(error);
        Leave();
        Queue.Effects.Reject(this, error);
    }

    public override void OnClosed(TimeSpan now)
    {
        if (_isSettled)
        {
            // A scheduler that was disposed has dropped what it had taken: there is no other chance to see that.
            Queue.Effects.Notify(this);
            return;
        }
        if (Phase is RequestPhase.InFlight)
            Queue.Effects.Cancel(Queue.InFlight.Abandon(this, now, Faults.Disposed()));
        Settle(Answer<T>.Failed(Faults.Disposed()) with { IsUnsent = true });
    }

    /// <summary>Lines up. Called without a turn, once.</summary>
    protected void Start()
    {
        using QueueTurn turn = Queue.Enter();
        if (_isSettled)
            return;
        Queue.AddParticipant();
        _takesPart = true;
        Family.Calls.Add(this);
        // Somebody waits for it: it does not queue behind a round of polls.
        IsUrgent = true;
        Family.SetRate(this, Family.RateOf(Family.Budget.Window));
        if (Queue.IsClosed)
            OnClosed(turn.Now);
        else
            Family.Add(this, turn.Now);
    }

    /// <summary>Gives it up; it will not be notified. Called without a turn, at any time.</summary>
    /// <returns>Whether it had not ended before.</returns>
    protected bool TryCancel()
    {
        using QueueTurn turn = Queue.Enter();
        if (_isSettled)
            return false;
        _isSettled = true;
        if (Phase is RequestPhase.InFlight)
            Queue.Effects.Cancel(Queue.InFlight.Abandon(this, turn.Now, Faults.Unwanted()));
        Leave();
        Family.Calls.Remove(this);
        return true;
    }

    /// <summary>Claims the one notification. Called without a turn.</summary>
    protected bool TryClaim()
    {
        using QueueTurn turn = Queue.Enter(TurnEnd.Leave);
        return Family.Calls.Remove(this);
    }

    private void Settle(in Answer<T> answer)
    {
        _isSettled = true;
        _answer = answer;
        Leave();
        Queue.Effects.Notify(this);
    }

    private void Leave()
    {
        if (!_takesPart)
            return;
        _takesPart = false;
        if (Phase is RequestPhase.Due)
            Family.Remove(this);
        Family.SetRate(this, 0);
        Queue.RemoveParticipant();
    }
}
