using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>The poller of the Rx textbooks for each upload.</summary>
/// <param name="baseAddress">Where the service is.</param>
/// <param name="http">What all of them ask with.</param>
internal sealed class RxFleet(Uri baseAddress, HttpClient http) : IFleetPoller
{
    public async Task PollAsync(IReadOnlyList<string> ids, TimeSpan interval, CancellationToken end)
    {
        using var watches = new CompositeDisposable();
        foreach (string id in ids)
        {
            var client = new HandClient(UploadPath.Of(baseAddress, id), http);
            watches.Add(TextbookRx.Watch(client.AskAsync, interval, DefaultScheduler.Instance).Subscribe(_ => { }, _ => { }));
            watches.Add(client);
        }
        await Ended.When(end).ConfigureAwait(false);
    }

    public void Dispose()
    {
    }
}
