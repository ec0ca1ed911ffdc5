using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>
/// The state of one subscription, and when it moves on: Waiting, Polling, Notifying, Acting, and round again, or Ended. What it makes of
/// an answer is in <see cref="Watch{T}"/>, what its deadline does in <c>Watch.Deadline.cs</c>, and who may be told in <c>Watch.Claims.cs</c>. Unless said otherwise everything is called in a turn of the queue.
/// </summary>
internal abstract partial class Watch(Poll poll) : IHeapItem, INotificationTarget, IDisposable
{
    private HeapSlot _slot;
    private PendingSignals _signals;
    private volatile bool _isEnded;

    public WatchPhase Phase { get; private set; } = WatchPhase.Notifying;

    public ref HeapSlot Slot => ref _slot;

    /// <summary>The other watches of the poll.</summary>
    public Watch? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public Watch? Next { get; set; }

    /// <summary>Whether nothing may be said any more. Read without a turn, by what is no notification.</summary>
    protected bool IsEnded => _isEnded;

    /// <summary>Whether it has begun: it has not if the client had been disposed before.</summary>
    public bool HasStarted { get; private set; }

    protected RequestQueue Queue => Poll.Queue;

    /// <summary>Its poll, which other watches may share.</summary>
    protected Poll Poll { get; } = poll;

    /// <summary>The upload or run; null if only a user's function knows. Read without a turn.</summary>
    public string? Id => Poll.Id;

    public TimeSpan StartedAt { get; private set; }

    /// <summary>The activity of the watch, if somebody listened when it began: see <see cref="TracedWatch{T}"/>.</summary>
    public virtual Activity? Activity => null;

    /// <summary>Whether the last poll brought a fault.</summary>
    protected bool HasFailed { get; set; }

    /// <summary>Whether that is retried: then nobody brings the next poll forward.</summary>
    protected bool IsRetrying { get; set; }

    /// <summary>What is watched, for metrics.</summary>
    protected abstract string Subject { get; }

    /// <inheritdoc cref="WatchRules{T}.IsContinued"/>
    protected abstract bool IsContinued { get; }

    /// <inheritdoc cref="WatchRules{T}.ElapsedBefore"/>
    protected abstract TimeSpan ElapsedBefore { get; }

    /// <summary>Whether no answer has been given yet.</summary>
    protected abstract bool IsNew { get; }

    /// <summary>Whether a good answer has been given.</summary>
    public abstract bool HasAnswer { get; }

    /// <summary>Whether the last good answer of the poll ends it.</summary>
    public abstract bool IsOver { get; }

    /// <summary>Deals with the signals. Called without a turn, from an action on the scheduler.</summary>
    public abstract void Notify();

    /// <inheritdoc/>
    public abstract void Reject(Exception error);

    /// <summary>Begins with a poll that is due at once.</summary>
    protected void Start(TimeSpan expectedDelay, TimeSpan now)
    {
        HasStarted = true;
        StartedAt = now;
        Poll.Join(this, expectedDelay);
        Queue.AddParticipant();
        Phase = WatchPhase.Waiting;
        Queue.ScheduleAt(this, now);
    }

    /// <summary>Ends before it has begun: the client was disposed.</summary>
    public void RejectClosed()
    {
        Queue.AssertEntered();
        Phase = WatchPhase.Waiting;
        OnSignal(PendingSignals.Closed);
    }

    /// <summary>Whether the last good answer of the poll is no news: then it waits for the next one without an action on the scheduler.</summary>
    public bool CanKeepWaiting =>
        Phase is WatchPhase.Waiting or WatchPhase.Polling && !IsLast && _signals is PendingSignals.None && IsUnchanged;

    /// <summary>Whether the last good answer of the poll changes nothing, and no function of the user's says when the next one is due.</summary>
    protected abstract bool IsUnchanged { get; }

    /// <summary>Somebody wants the next poll at once: not before the service allows it, and not instead of a retry.</summary>
    /// <param name="due">When.</param>
    /// <returns>Whether it is due then, or as soon as it waits again.</returns>
    public bool TryBringForward(TimeSpan due)
    {
        Queue.AssertEntered();
        if (IsRetrying || Phase is WatchPhase.Ended)
            return false;
        if (Phase is WatchPhase.Waiting && due < _slot.Due)
            Queue.ScheduleAt(this, due);
        return true;
    }

    /// <summary>Waits for the next poll, after an answer that is no news.</summary>
    public abstract void KeepWaiting(TimeSpan notBefore, TimeSpan now);

    /// <summary>Something has happened: an action of its own deals with it.</summary>
    public void OnSignal(PendingSignals signal)
    {
        Queue.AssertEntered();
        // A good answer makes an earlier fault meaningless.
        _signals = (signal is PendingSignals.Answer ? _signals & ~PendingSignals.Fault : _signals) | signal;
        if (Phase is WatchPhase.Waiting or WatchPhase.Polling)
        {
            Queue.StopWaiting(this);
            Phase = WatchPhase.Notifying;
            Queue.Effects.Notify(this);
        }
        else if (signal is PendingSignals.Closed && Phase is WatchPhase.Notifying)
        {
            // A scheduler that was disposed has dropped what it had taken: there is no other chance to see that.
            Queue.Effects.Notify(this);
        }
    }

    /// <summary>Begins to deal with the signals, or with a refusal: until it waits again or ends, nobody else does.</summary>
    protected bool TryAct()
    {
        Queue.AssertEntered();
        if (Phase is not WatchPhase.Notifying)
            return false;
        Phase = WatchPhase.Acting;
        return true;
    }

    /// <summary>The scheduler has refused what it waited for: it ends with that error, on the thread at hand.</summary>
    public void OnSchedulerRefused(Exception error)
    {
        // It may have ended, or be about to be told something, since it was lined up.
        if (Phase is not (WatchPhase.Waiting or WatchPhase.Polling))
            return;
        Queue.StopWaiting(this);
        if (Phase is WatchPhase.Polling)
            Poll.RemoveDemand();
        Phase = WatchPhase.Notifying;
        Queue.Effects.Reject(this, error);
    }

    /// <summary>Takes one signal, the most telling first.</summary>
    protected PendingSignals DequeueSignal()
    {
        Queue.AssertEntered();
        if (Phase is WatchPhase.Ended)
            return PendingSignals.None;
        PendingSignals next = _signals & ~(_signals - 1);
        _signals &= ~next;
        return next;
    }

    /// <summary>Waits for the next poll to be due, unless something has happened already. Called without a turn, from an action on the scheduler.</summary>
    /// <returns>Whether it waits.</returns>
    protected bool TryWait(TimeSpan delay, TimeSpan notBefore)
    {
        QueueTurn turn = Queue.Enter();
        try
        {
            if (Phase is WatchPhase.Ended || _signals is not PendingSignals.None)
                return false;
            WaitFor(delay, notBefore, turn.Now);
            // The others of the poll may be about to be told of its last answer: the next one must not overtake them.
            if (Previous is null && Next is null)
                turn.End = TurnEnd.DrainOnScheduler;
            return true;
        }
        finally
        {
            turn.Dispose();
        }
    }

    /// <summary>Waits for the next poll to be due.</summary>
    protected void WaitFor(TimeSpan delay, TimeSpan notBefore, TimeSpan now)
    {
        Queue.AssertEntered();
        Poll.SetDelay(delay);
        Phase = WatchPhase.Waiting;
        TimeSpan wait = Poll.IsUrgent && !IsRetrying ? TimeSpan.Zero : delay;
        Queue.ScheduleAt(this, DueAfter(now, wait, notBefore));
    }

    /// <summary>When a poll is due after a delay: not before the service wants it, but at the deadline.</summary>
    protected TimeSpan DueAfter(TimeSpan now, TimeSpan delay, TimeSpan notBefore) =>
        Clock.Min(Clock.Max(Clock.AddSaturating(now, delay), notBefore), Deadline);
}
