using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>The poller of the Rx textbooks, made of its operators.</summary>
internal static class TextbookRx
{
    public static IObservable<UploadStatus> Watch(
        Func<CancellationToken, Task<UploadStatus>> ask, TimeSpan interval, IScheduler scheduler)
    {
        IObservable<UploadStatus> wait = Observable.Timer(interval, scheduler).SelectMany(_ => Observable.Empty<UploadStatus>());
        return Observable
            .Defer(() => Observable.FromAsync(ask).Concat(wait))
            .Repeat()
            .DistinctUntilChanged()
            .TakeUntil(status => status.IsTerminal);
    }
}
