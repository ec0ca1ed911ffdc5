namespace Lobstr.Reactive;

/// <summary>A request that has been sent and has not ended. Among the timeouts of the queue if its time is limited.</summary>
internal sealed class InFlightRequest : IHeapItem
{
    private HeapSlot _slot;
    private Request? _request;
    private ISentRequest? _sent;
    private string? _permit;

    public ref HeapSlot Slot => ref _slot;

    /// <summary>What was sent.</summary>
    public Request Request => _request!;

    public TimeSpan SentAt { get; private set; }

    /// <summary>How long the request had been due.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Whether nobody waits for the end of it any more.</summary>
    public bool IsAbandoned { get; set; }

    public CancellationTokenSource Cancellation { get; } = new();

    /// <summary>It is about to leave. Called without a turn.</summary>
    public void OnSent(ISentRequest sent) => Volatile.Write(ref _sent, sent);

    /// <summary>What has left, for the one event that says how it ended; null if nothing has left, or that has been said.</summary>
    public ISentRequest? TakeSent() => Interlocked.Exchange(ref _sent, null);

    /// <summary>The permit of a shared budget, to be returned once; null if it has none, or that has been done.</summary>
    public string? TakePermit() => (_permit, _permit = null).Item1;

    public void Start(Request request, string? permit, TimeSpan now)
    {
        _request = request;
        _permit = permit;
        SentAt = now;
        Waited = Clock.Max(TimeSpan.Zero, now - request.Slot.Due);
    }

    /// <summary>Sends it. Called without the lock.</summary>
    public void Send()
    {
        if (IsAbandoned)
            return;
        Request request = Request;
        Task task;
        try
        {
            task = request.Send(Cancellation.Token)
                ?? throw new InvalidOperationException("The function that polls returned null instead of a task.");
        }
        catch (Exception error)
        {
            task = Task.FromException(error);
        }
        (string? client, string? family, TimeSpan waited) = (request.Queue.ClientName, request.Family.Name, Waited);
        if (task.IsCompleted)
            request.OnEnded(this, task);
        else
            Attach(task);
        // Last, for a listener may throw.
        Telemetry.RequestSent(client, family, waited);
    }

    /// <summary>It has ended, and will be used again: until then it keeps nothing of what was sent, which may be a file.</summary>
    public void Reset() => (_request, _sent) = (null, null);

    /// <summary>It may have taken too long. Called in a turn.</summary>
    public void OnTimeout(TimeSpan now)
    {
        TimeSpan end = Clock.AddSaturating(Clock.Max(SentAt, Request.ActiveAt), Request.Timeout ?? TimeSpan.Zero);
        if (end > now)
        {
            Request.Queue.InFlight.ScheduleTimeout(this, end);
            return;
        }
        TimeoutException fault = Faults.Timeout(Request.Id, now - SentAt);
        Request.Queue.Effects.Cancel(Request.Queue.InFlight.Abandon(Request, now, fault));
        Request.OnTimeout(fault, SentAt, now);
    }

    // Not await: this continues where the task completes, whatever synchronization context is current.
    private void Attach(Task task) => task.ContinueWith(
        static (ended, state) => ((InFlightRequest)state!).Request.OnEnded((InFlightRequest)state, ended),
        this,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
