namespace Lobstr.Reactive;

/// <summary>A client of lobstr.io with one API key. An interface for those who fake it in tests.</summary>
public interface ILobstrClient
{
    /// <summary>Uploads of tasks.</summary>
    IUploads Uploads { get; }

    /// <summary>Runs of squids, and what they found.</summary>
    IRuns Runs { get; }

    /// <summary>What happens on this client, to its requests, watches and budget, as it happens.</summary>
    /// <remarks>
    /// Hot: a subscriber sees what happens from then on, in order. OnNext is called from actions of the client's scheduler;
    /// OnCompleted when the client is disposed, whose watches' ends are not told any more; OnError never. Each subscriber has a buffer
    /// of 1,024 events, of which the oldest are dropped when it is full, and an <see cref="EventsDropped"/> says how many: a slow or
    /// throwing subscriber delays and ends nothing but itself. Costs nothing while nobody
    /// is subscribed. Dispose ends the subscription.
    /// </remarks>
    IObservable<LobstrEvent> Events { get; }

    /// <summary>How much of each request budget is used, how many requests wait for it, and whether it is paused.</summary>
    /// <returns>
    /// A snapshot: one entry each for <c>tasks</c>, <c>runs</c>, <c>results</c>, <c>squids</c> and <c>runtasks</c>. No request is sent.
    /// </returns>
    IReadOnlyList<BudgetUsage> GetUsage();
}
