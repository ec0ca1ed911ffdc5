namespace Lobstr.Reactive;

/// <summary>One sending of a request. Among the queue's timers until it has ended, where it is limited in time.</summary>
internal sealed class Flight : IHeapItem
{
    private HeapSlot _slot;
    private Request? _request;

    public ref HeapSlot Slot => ref _slot;

    /// <summary>What was sent.</summary>
    public Request Request => _request!;

    public TimeSpan SentAt { get; private set; }

    /// <summary>How long the request had been due.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Whether nobody waits for the end of it any more.</summary>
    public bool IsAbandoned { get; set; }

    public CancellationTokenSource Cancellation { get; } = new();

    public void Start(Request request, TimeSpan now)
    {
        _request = request;
        SentAt = now;
        Waited = now - request.Slot.Due;
    }

    /// <summary>It has ended, and will be used again: until then it keeps nothing of what was sent, which may be a file.</summary>
    public void Rest() => _request = null;

    /// <summary>It may have taken too long. Called with the gate held.</summary>
    public void OnTimeout(TimeSpan now)
    {
        TimeSpan end = Clock.Later(Clock.Max(SentAt, Request.ActiveAt), Request.Timeout ?? TimeSpan.Zero);
        if (end > now)
        {
            Request.Queue.Limit(this, end);
            return;
        }
        TimeoutException fault = Faults.Timeout(Request.Id, now - SentAt);
        Request.Queue.CancelSoon(Request.Queue.Abandon(Request, now, fault));
        Request.OnTimeout(fault, now);
    }
}
