namespace Lobstr.Reactive;

/// <content>
/// Each notification is claimed as the last thing before the call, the end included: whoever disposes in between would be told after
/// Dispose has returned.
/// </content>
internal abstract partial class Watch
{
    /// <summary>Ends the watch: no poll is sent and nothing said any more. Idempotent, called without a turn.</summary>
    public void Dispose()
    {
        if (TryClaimEnd(out CancellationTokenSource? unwanted))
            Leave(unwanted, WatchOutcome.Cancelled, error: null);
    }

    /// <summary>Claims a notification that is no end, as the last thing before the call. Called without a turn.</summary>
    /// <returns>Whether it may be made.</returns>
    protected bool TryClaimNext()
    {
        using QueueTurn turn = Queue.Enter(TurnEnd.Leave);
        return Phase is not WatchPhase.Ended;
    }

    /// <summary>
    /// Ends the watch, and so claims its last notification: the call of the observer comes next, and <see cref="Leave"/> after it.
    /// Called without a turn.
    /// </summary>
    /// <param name="unwanted">The request that nobody waits for any more, if there is one.</param>
    /// <returns>Whether it had not ended before.</returns>
    protected bool TryClaimEnd(out CancellationTokenSource? unwanted)
    {
        unwanted = null;
        using QueueTurn turn = Queue.Enter(TurnEnd.Leave);
        if (Phase is WatchPhase.Ended)
            return false;
        bool wasPolling = Phase is WatchPhase.Polling;
        Phase = WatchPhase.Ended;
        _isEnded = true;
        if (!HasStarted)
            return true;
        Queue.StopWaiting(this);
        Queue.RemoveParticipant();
        unwanted = Poll.Leave(this, wasPolling, turn.Now);
        return true;
    }

    /// <summary>Does what follows from the end of the watch. Called without a turn.</summary>
    protected void Leave(CancellationTokenSource? unwanted, WatchOutcome outcome, Exception? error)
    {
        unwanted?.CancelQuietly();
        Queue.Signal();
        Telemetry.EndWatch(Activity, outcome, error, Queue.Clock);
        if (!HasStarted)
            return;
        if (!IsContinued || outcome is not WatchOutcome.Success)
            Queue.Events?.WatchEnded(Id, outcome, error);
        Telemetry.WatchEnded(Queue.ClientName, Subject, outcome, ElapsedBefore + Queue.Clock.Elapsed - StartedAt);
    }
}
