namespace Lobstr.Reactive;

/// <summary>What was decided in a turn of a queue and is executed after it, in order. Everything is called in a turn.</summary>
/// <param name="queue">Whose turn.</param>
internal sealed class EffectQueue(RequestQueue queue)
{
    private readonly Queue<Effect> _effects = new();
    private bool _isSharingLost;

    public int Count => _effects.Count;

    /// <summary>Notifies a watch or a call, from an action of its own.</summary>
    public void Notify(INotificationTarget target) => Enqueue(Effect.Notify(target));

    /// <summary>Ends a watch or a call, for the scheduler has refused what it waited for.</summary>
    public void Reject(INotificationTarget target, Exception error) => Enqueue(Effect.Reject(target, error));

    public void Cancel(CancellationTokenSource cancellation) => Enqueue(Effect.Cancel(cancellation));

    /// <summary>Calls a shared budget.</summary>
    public void Share(Action call) => Enqueue(Effect.Share(call));

    /// <summary>A request has ended without an answer: told once, and if it was sent.</summary>
    public void PublishFailure(InFlightRequest inFlight, Exception error)
    {
        if (queue.Events is { IsObserved: true } && inFlight.TakeSent() is { } sent)
            Enqueue(Effect.Publish(DeferredEvents.Failure(inFlight.Request.Id, sent, error)));
    }

    /// <summary>A watch has begun.</summary>
    public void PublishStart(string? id)
    {
        if (queue.Events is { IsObserved: true })
            Enqueue(Effect.Publish(DeferredEvents.Start(id)));
    }

    /// <summary>A family sends nothing for a while.</summary>
    public void PublishPause(RequestFamily family, TimeSpan pause, string reason)
    {
        if (queue.Events is { IsObserved: true })
            Enqueue(Effect.Publish(DeferredEvents.Pause(family.Name, pause, reason)));
    }

    /// <summary>A family finds the shared budget out of reach, for a reason; or, without one, within reach: that is told of the client, when it changes.</summary>
    public void PublishSharing(Exception? lost)
    {
        bool isLost = lost is not null;
        bool isNews = isLost != _isSharingLost;
        _isSharingLost = isLost;
        if (isNews && queue.Events is { IsObserved: true })
            Enqueue(Effect.Publish(lost is null ? DeferredEvents.Regained() : DeferredEvents.Lost(lost)));
    }

    /// <summary>The service asks to wait for longer than the longest pause.</summary>
    public void PublishCut(Request request, TimeSpan asked)
    {
        if (queue.Events is { IsObserved: true })
            Enqueue(Effect.Publish(DeferredEvents.Cut(request.Family.Name, request.Id, asked, queue.LongestPause)));
    }

    public bool TryTake(out Effect effect)
    {
        queue.AssertEntered();
        return _effects.TryDequeue(out effect);
    }

    private void Enqueue(Effect effect)
    {
        queue.AssertEntered();
        _effects.Enqueue(effect);
    }
}
