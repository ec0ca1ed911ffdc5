namespace Lobstr.Reactive;

/// <summary>A cold stream of answers: each subscription is a watch of its own.</summary>
/// <param name="open">The queue of a subscription.</param>
/// <param name="find">The poll of a subscription, perhaps one that others watch already. Called with the gate held.</param>
/// <param name="plan">How to poll, and what ends the watch.</param>
internal sealed class WatchObservable<T>(
    Func<RequestQueue> open, Func<RequestQueue, Poll<T>> find, WatchPlan<T> plan)
    : IObservable<T>
    where T : class
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        RequestQueue queue = open();
        var watch = new Watch<T>(queue, plan, observer);
        bool isRefused;
        lock (queue.Gate)
        {
            isRefused = queue.IsClosed;
            if (isRefused)
                watch.Refuse();
            else
                watch.Start(find(queue), queue.Clock.Elapsed);
        }
        if (!isRefused)
            Telemetry.WatchStarted(plan.Rules.Subject);
        try
        {
            queue.Continue();
        }
        catch (Exception error) when (!watch.IsEnded)
        {
            // A scheduler that takes no more work. Subscribe does not throw.
            watch.Fail(error);
        }
        return watch;
    }
}
