using System.Net;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <summary>The hot stream of a client's events. Makes no event while nobody listens. Thread-safe.</summary>
internal sealed class ClientEvents(IScheduler scheduler) : IObservable<LobstrEvent>
{
    private readonly Lock _lock = new();
    private EventSubscription[] _subscriptions = [];
    private bool _isCompleted;

    public bool IsObserved => Volatile.Read(ref _subscriptions).Length > 0;

    public IDisposable Subscribe(IObserver<LobstrEvent> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new EventSubscription(scheduler, observer, Remove);
        bool isCompleted;
        lock (_lock)
        {
            isCompleted = _isCompleted;
            if (!isCompleted)
                _subscriptions = [.. _subscriptions, subscription];
        }
        if (isCompleted)
            subscription.Complete();
        return subscription;
    }

    public void Publish(LobstrEvent happened)
    {
        foreach (EventSubscription subscription in Volatile.Read(ref _subscriptions))
            subscription.Post(happened);
    }

    /// <summary>Publishes an event of which all but the time was known before.</summary>
    public void Publish(Func<DateTimeOffset, LobstrEvent> happened)
    {
        if (IsObserved)
            Publish(happened(scheduler.Now));
    }

    /// <summary>The stream ends, after what is still to be delivered.</summary>
    public void Complete()
    {
        EventSubscription[] last;
        lock (_lock)
        {
            _isCompleted = true;
            last = _subscriptions;
            _subscriptions = [];
        }
        foreach (EventSubscription subscription in last)
            subscription.Complete();
    }

    public void Sent(string? id, ISentRequest request)
    {
        if (IsObserved)
            Publish(new RequestSent { At = scheduler.Now, Id = id, RequestId = request.Id, Method = request.Verb, Path = request.Path });
    }

    public void Answered(string? id, ISentRequest request, HttpStatusCode statusCode, TimeSpan latency)
    {
        if (IsObserved)
        {
            Publish(new ResponseReceived(statusCode, latency)
            {
                At = scheduler.Now,
                Id = id,
                RequestId = request.Id,
                Method = request.Verb,
                Path = request.Path,
            });
        }
    }

    public void RetryScheduled(string? id, TimeSpan delay, int attempt, Exception error)
    {
        if (IsObserved)
            Publish(new RetryScheduled(delay, attempt, error) { At = scheduler.Now, Id = id });
    }

    public void StatusChanged(string? id, string rawState)
    {
        if (IsObserved)
            Publish(new StatusChanged(rawState) { At = scheduler.Now, Id = id });
    }

    public void WatchEnded(string? id, WatchOutcome outcome, Exception? error)
    {
        if (IsObserved)
            Publish(new WatchEnded(outcome, error) { At = scheduler.Now, Id = id });
    }

    private void Remove(EventSubscription subscription)
    {
        lock (_lock)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }
}
