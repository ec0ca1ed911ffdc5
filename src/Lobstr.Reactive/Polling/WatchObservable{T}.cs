using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>A cold stream of answers: each subscription is a watch of its own.</summary>
/// <param name="open">The queue of a subscription.</param>
/// <param name="find">The poll of a subscription, perhaps one that others watch already. Called in a turn of the queue.</param>
/// <param name="options">How to poll.</param>
/// <param name="rules">What ends the watch, and how.</param>
internal sealed class WatchObservable<T>(
    Func<RequestQueue> open, Func<RequestQueue, Poll<T>> find, WatchOptions options, WatchRules<T> rules)
    : IObservable<T>
    where T : class
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        RequestQueue queue = open();
        // A listener is not called in a turn.
        Activity? activity = Telemetry.StartWatch(queue.ClientName, rules.Subject, queue.Clock);
        Watch<T> watch;
        using (QueueTurn turn = queue.Enter(TurnEnd.Leave))
        {
            watch = activity is null
                ? new Watch<T>(find(queue), options, rules, observer)
                : new TracedWatch<T>(find(queue), options, rules, observer, activity);
            activity?.SetTag("lobstr.id", watch.Id);
            if (queue.IsClosed)
                watch.RejectClosed();
            else
                watch.Start(turn.Now);
        }
        if (watch.HasStarted)
            Telemetry.WatchStarted(queue.ClientName, rules.Subject);
        queue.Signal();
        return watch;
    }
}
