namespace Lobstr.Reactive;

/// <content>
/// The deadline, and the poll that is made at it: the last one. A poll that is in flight at the deadline is cancelled; one that waits for
/// the budget then becomes the last if it may be sent at that instant; else the watch ends without it.
/// </content>
internal abstract partial class Watch
{
    /// <summary>Whether the next answer is the last one: the poll was due at the deadline.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Whether what a request brings ends the watch. What was sent for others before the deadline does not: the last poll is still to be made.</summary>
    /// <param name="sentAt">When it was sent.</param>
    protected bool Ends(TimeSpan sentAt) => IsLast && sentAt >= Deadline;

    /// <summary>Whether it will say that the deadline has passed.</summary>
    public bool HasExpired => Phase is WatchPhase.Notifying or WatchPhase.Acting && _signals.HasFlag(PendingSignals.Expired);

    /// <summary>The longest time from the beginning to the end.</summary>
    protected abstract TimeSpan? Timeout { get; }

    private TimeSpan Deadline => Timeout is { } limit ? Clock.AddSaturating(StartedAt, limit) : Clock.Never;

    /// <summary>A waiting watch wants an answer now. For one that polls, the deadline has passed.</summary>
    public void OnDue(TimeSpan now)
    {
        Queue.AssertEntered();
        TimeSpan deadline = Deadline;
        bool isExpired = now >= deadline;
        if (Phase is WatchPhase.Waiting)
        {
            Phase = WatchPhase.Polling;
            Poll.AddDemand(_slot.Due, IsNew);
            if (!isExpired && deadline < Clock.Never)
                Queue.ScheduleAt(this, deadline);
        }
        else if (Poll.Phase is RequestPhase.InFlight)
        {
            // Its permit came within a second of the deadline.
            if (IsLast)
                return;
            Poll.CancelIfUnwanted(this, now);
            Expire();
            return;
        }
        if (isExpired)
        {
            IsLast = true;
            Queue.MarkExpired(this);
        }
    }

    /// <summary>
    /// The deadline has passed, and all that could be sent at that instant has been. A permit of a shared budget may take a second more.
    /// </summary>
    public void OnLastPollNotSent(TimeSpan now)
    {
        if (Phase is not WatchPhase.Polling || Poll.Phase is not RequestPhase.Due)
            return;
        TimeSpan latest = Clock.AddSaturating(Deadline, SharedPermits.LastPollGrace);
        if (now < latest && Poll.Family.Permits?.MayComeBy(latest) is true)
            Queue.ScheduleAt(this, latest);
        else
            Expire();
    }

    /// <summary>The service has had too many requests.</summary>
    /// <returns>Whether the watch waits on; its last poll is not sent again.</returns>
    public bool TryKeepWaitingAfter429()
    {
        HasFailed = true;
        if (Phase is not WatchPhase.Polling || !IsLast)
            return true;
        OnSignal(PendingSignals.Expired);
        return false;
    }

    private void Expire()
    {
        Poll.RemoveDemand();
        OnSignal(PendingSignals.Expired);
    }
}
