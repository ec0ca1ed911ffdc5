using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>Makes one stream of many watches, of the client's events and of a clock.</summary>
internal static class FleetObservable
{
    private static readonly TimeSpan ClockInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Emits where all the watches stand: at once, and on each change. Completes when the last of them has ended, or when it
    /// is cancelled; never fails. Cold: the watches begin on subscription and end with it.
    /// </summary>
    public static IObservable<Fleet> Create(
        ILobstrClient client,
        IReadOnlyList<string> uploadIds,
        WatchOptions options,
        IScheduler scheduler,
        CancellationToken cancellationToken = default)
    {
        // No Merge(maxConcurrent), no delay, no throttling: the client makes the watches share what its key may ask.
        IObservable<UploadUpdate> updates = uploadIds
            .Select(uploadId => Watch(client, uploadId, options))
            .Merge();

        // Everything that happens becomes a step from one fleet to the next, and Merge lets one happen at a time. The events are
        // hot: as the first in the list they are subscribed to before a watch sends its first request.
        IObservable<Func<Fleet, Fleet>> changes = Observable.Merge(
            client.Events.Select<LobstrEvent, Func<Fleet, Fleet>>(happened => fleet => fleet.With(happened)),
            Observable.Interval(ClockInterval, scheduler).Select<long, Func<Fleet, Fleet>>(_ => fleet => fleet),
            updates.Select<UploadUpdate, Func<Fleet, Fleet>>(update => fleet => fleet.With(update)));

        // A schedule like Every says the same after every answer; without one a watch asks every two seconds.
        TimeSpan interval = options.Schedule?.Next(default) ?? TimeSpan.FromSeconds(2);
        return Observable.Defer(() =>
        {
            var begin = new Fleet(uploadIds, interval, scheduler.Now);
            return changes
                .TakeUntil(cancellationToken)
                .Scan(begin, (fleet, change) => change(fleet.At(scheduler.Now)))
                .StartWith(begin)
                .TakeUntil(fleet => fleet.HasEnded);
        });
    }

    // An error would end the merged stream, and with it all the other watches: it becomes one more value instead.
    private static IObservable<UploadUpdate> Watch(ILobstrClient client, string uploadId, WatchOptions options) =>
        client.Uploads
            .Watch(uploadId, options)
            .Select(status => new UploadUpdate(uploadId, status))
            .Catch((Exception error) => Observable.Return(new UploadUpdate(uploadId, error)));
}
