using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>One observer of the changes: holds the newest state of each upload that it has not been given yet.</summary>
internal sealed class ChangeSubscription(
    IObserver<TrackedUpload> observer, IScheduler scheduler, ILogger logger, Action<ChangeSubscription> onDisposed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _order = new();
    private readonly Dictionary<string, TrackedUpload> _newest = [];
    private bool _isDelivering;
    private bool _isCompleting;
    private bool _isDisposed;

    /// <summary>Holds a change; called under the register's lock, that the order is that of the changes.</summary>
    public void Add(TrackedUpload upload)
    {
        lock (_lock)
        {
            if (_isDisposed || _isCompleting)
                return;
            if (!_newest.ContainsKey(upload.TrackingId))
                _order.Enqueue(upload.TrackingId);
            _newest[upload.TrackingId] = upload;
        }
    }

    /// <summary>There is nothing of it to be told any more.</summary>
    public void Remove(string trackingId)
    {
        lock (_lock)
            _newest.Remove(trackingId);
    }

    /// <summary>The end, after what is still to be delivered.</summary>
    public void Complete()
    {
        lock (_lock)
            _isCompleting = true;
        Wake();
    }

    /// <summary>Sees to it that what was added is delivered. Called without any lock.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_isDelivering || _isDisposed)
                return;
            _isDelivering = true;
        }
        if (scheduler.TryScheduleWithoutContext(this, TimeSpan.Zero, static subscription => subscription.Deliver(), out _) is not null)
            Deliver();
    }

    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        onDisposed(this);
    }

    private void Deliver()
    {
        try
        {
            while (TryTake(out TrackedUpload? next))
            {
                if (next is not null)
                    observer.OnNext(next);
                else
                    observer.OnCompleted();
            }
        }
        catch (Exception error)
        {
            // An observer must not hurt the tracking, and an exception that leaves a scheduler's action would.
            logger.ObserverFailed(error);
            Dispose();
        }
    }

    // Nothing to take is the end of the delivery; taking null is the end of the stream.
    private bool TryTake(out TrackedUpload? next)
    {
        lock (_lock)
        {
            next = null;
            while (!_isDisposed && _order.TryDequeue(out string? trackingId))
            {
                if (_newest.Remove(trackingId, out next))
                    return true;
            }
            if (!_isDisposed && _isCompleting)
                return _isDisposed = true;
            return _isDelivering = false;
        }
    }
}
