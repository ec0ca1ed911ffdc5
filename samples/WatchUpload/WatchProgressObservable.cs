using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>Makes of a watch, of the client's events and of a clock one stream for the displays.</summary>
internal static class WatchProgressObservable
{
    private static readonly TimeSpan ClockInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Emits on each status, each poll and each tick of the clock; completes with the status SUCCESS, and ends with whatever
    /// error ends the watch. Cold: the watch begins on subscription and ends with it.
    /// </summary>
    public static IObservable<WatchProgress> Create(
        ILobstrClient client, string uploadId, WatchOptions options, IScheduler scheduler)
    {
        IObservable<int> polls = client.Events
            .OfType<RequestSent>()
            .Where(request => request.Id == uploadId)
            .Scan(0, (count, _) => count + 1)
            .StartWith(0);
        IObservable<long> clock = Observable.Interval(ClockInterval, scheduler).StartWith(0);
        IObservable<UploadStatus?> statuses = client.Uploads.Watch(uploadId, options).StartWith((UploadStatus?)null);

        return Observable.Defer(() =>
        {
            IStopwatch stopwatch = scheduler.StartStopwatch();

            // The events are hot: as the first in the list they are subscribed to before the watch sends its first request.
            return Observable
                .CombineLatest(polls, clock, statuses, (count, _, status) =>
                    new WatchProgress(status, count, stopwatch.Elapsed))
                .TakeUntil(progress => progress.Status is { State: UploadState.Success });
        });
    }
}
