using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <summary>One observer of the events, behind a buffer of its own: whoever publishes neither waits for it nor hears it throw.</summary>
internal sealed class EventSubscription(
    IScheduler scheduler, IObserver<LobstrEvent> observer, Action<EventSubscription> onDisposed) : IDisposable
{
    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly Queue<LobstrEvent> _buffer = new();
    private long _dropped;
    // Whether an action has been scheduled that delivers, and whether it has begun.
    private bool _isDelivering;
    private bool _hasBegun;
    private bool _isCompleting;
    private volatile bool _isDisposed;

    public void Post(LobstrEvent happened)
    {
        lock (_lock)
        {
            if (_isDisposed || _isCompleting)
                return;
            if (_buffer.Count == Capacity)
            {
                _buffer.Dequeue();
                _dropped++;
            }
            _buffer.Enqueue(happened);
            if (_isDelivering)
                return;
            _isDelivering = true;
        }
        if (!IsRefused())
            return;
        lock (_lock)
        {
            // The next event tries again: until then this one waits in the buffer. Nobody tries again after the end.
            _isDelivering = _isCompleting;
            if (!_isDelivering)
                return;
        }
        Deliver();
    }

    public void Complete()
    {
        lock (_lock)
        {
            _isCompleting = true;
            // If it has not begun, the scheduler may have been disposed and have dropped it: there is no other chance to see that.
            if (_isDisposed || _hasBegun)
                return;
            _isDelivering = true;
        }
        if (IsRefused())
            Deliver();
    }

    public void Dispose()
    {
        _isDisposed = true;
        onDisposed(this);
    }

    private bool IsRefused() =>
        scheduler.TrySchedule(this, TimeSpan.Zero, static subscription => subscription.Deliver(), out _) is not null;

    private void Deliver()
    {
        lock (_lock)
        {
            if (_hasBegun)
                return;
            _hasBegun = true;
        }
        try
        {
            while (TryTake(out LobstrEvent? next))
            {
                if (next is not null)
                    observer.OnNext(next);
                else
                    observer.OnCompleted();
            }
        }
        catch
        {
            // An observer of events must not hurt a watch, and an exception that leaves a scheduler's action would.
            Dispose();
        }
    }

    // Nothing to take is the end of the delivery; taking null is the end of the stream.
    private bool TryTake(out LobstrEvent? next)
    {
        lock (_lock)
        {
            if (!_isDisposed && _dropped > 0)
            {
                next = new EventsDropped(_dropped) { At = _buffer.Peek().At };
                _dropped = 0;
                return true;
            }
            if (!_isDisposed && (_buffer.TryDequeue(out next) || _isCompleting))
            {
                if (next is null)
                    _isDisposed = true;
                return true;
            }
            next = null;
            _isDelivering = _hasBegun = false;
            return false;
        }
    }
}
