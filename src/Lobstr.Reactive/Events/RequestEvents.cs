using System.Net;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <summary>The hot stream of a client's events. Makes no event while nobody listens. Thread-safe.</summary>
internal sealed class RequestEvents(IScheduler scheduler) : IObservable<RequestEvent>
{
    private readonly Lock _lock = new();
    private EventSubscription[] _subscriptions = [];
    private bool _isCompleted;

    public bool IsObserved => Volatile.Read(ref _subscriptions).Length > 0;

    public IDisposable Subscribe(IObserver<RequestEvent> observer)
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

    public void Publish(RequestEvent happened)
    {
        foreach (EventSubscription subscription in Volatile.Read(ref _subscriptions))
            subscription.Post(happened);
    }

    /// <summary>Publishes an event of which all but the time was known before.</summary>
    public void Publish(Func<DateTimeOffset, RequestEvent> happened)
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

    public void Sent(string? id, string method, string path)
    {
        if (IsObserved)
            Publish(new RequestSent(method, path) { At = scheduler.Now, Id = id });
    }

    public void Answered(string? id, HttpStatusCode statusCode, TimeSpan latency)
    {
        if (IsObserved)
            Publish(new AnswerReceived(statusCode, latency) { At = scheduler.Now, Id = id });
    }

    public void RetryScheduled(string? id, TimeSpan delay, int attempt, Exception error)
    {
        if (IsObserved)
            Publish(new RetryScheduled(delay, attempt, error) { At = scheduler.Now, Id = id });
    }

    /// <summary>The event of a request without an answer, to be published after the turn of the queue: the clock is the scheduler's.</summary>
    public static Func<DateTimeOffset, RequestEvent> Failure(string? id, Exception error) =>
        now => new RequestFailed(error) { At = now, Id = id };

    /// <summary>The event of a pause, to be published after the turn of the queue.</summary>
    public static Func<DateTimeOffset, RequestEvent> Pause(TimeSpan pause, string reason, string? id = null) => now =>
    {
        DateTimeOffset until = pause < DateTimeOffset.MaxValue - now ? now + pause : DateTimeOffset.MaxValue;
        return new BudgetPaused(until, reason) { At = now, Id = id };
    };

    /// <summary>The event of a wait that the service asks for and that is cut short, to be published after the turn of the queue.</summary>
    public static Func<DateTimeOffset, RequestEvent> Cut(string? id, TimeSpan asked, TimeSpan longest) => Pause(
        longest, $"the service asks to wait {asked:c} (Retry-After), cut at {nameof(LobstrClientOptions.LongestPause)} ({longest:c})", id);

    private void Remove(EventSubscription subscription)
    {
        lock (_lock)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }
}
