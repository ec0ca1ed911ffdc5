namespace Lobstr.Reactive.Hosting;

internal sealed partial class UploadRegister
{
    /// <summary>Every upload as it stands, then each change.</summary>
    public IDisposable Subscribe(IObserver<TrackedUpload> observer)
    {
        var subscription = new ChangeSubscription(observer, scheduler, logger, Remove);
        bool isCompleted;
        lock (_lock)
        {
            foreach (TrackedUpload upload in Snapshot())
                subscription.Add(upload);
            isCompleted = _isCompleted;
            if (!isCompleted)
                _subscriptions = [.. _subscriptions, subscription];
        }
        if (isCompleted)
            subscription.Complete();
        else
            subscription.Wake();
        return subscription;
    }

    /// <summary>The stream of changes ends.</summary>
    public void Complete()
    {
        ChangeSubscription[] last;
        lock (_lock)
        {
            _isCompleted = true;
            (last, _subscriptions) = (_subscriptions, []);
        }
        foreach (ChangeSubscription subscription in last)
            subscription.Complete();
    }

    private void Remove(ChangeSubscription subscription)
    {
        lock (_lock)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }
}
