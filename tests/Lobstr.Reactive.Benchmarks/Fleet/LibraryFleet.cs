using System.Reactive.Disposables;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>This library: one client, and a watch for each upload.</summary>
/// <param name="http">The caller's client; null: the library's own.</param>
/// <param name="baseAddress">Where the service is.</param>
internal sealed class LibraryFleet(HttpClient? http, Uri baseAddress) : IFleetPoller
{
    public async Task PollAsync(IReadOnlyList<string> ids, TimeSpan interval, CancellationToken end)
    {
        var options = new LobstrClientOptions { ApiKey = "key", BaseAddress = baseAddress, TaskRequestsPerMinute = 10_000_000, MaxConcurrentRequests = 100 };
        using LobstrClient client = http is null ? new(options) : new(http, options);
        using var watches = new CompositeDisposable();
        var watch = new WatchOptions { Schedule = PollSchedule.Every(interval) };
        foreach (string id in ids)
            watches.Add(client.Uploads.Watch(id, watch).Subscribe(_ => { }, _ => { }));
        await Ended.When(end).ConfigureAwait(false);
    }

    public void Dispose()
    {
    }
}
