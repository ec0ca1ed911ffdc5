using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>Subscribing to one more watch and disposing it, with what the scheduler has to do for that.</summary>
public class SubscriptionBenchmarks : IDisposable
{
    private OneByOneScheduler _scheduler = null!;
    private HttpClient _http = null!;
    private LobstrClient _client = null!;

    /// <summary>How many others wait on the same client.</summary>
    [Params(1_000, 100_000)]
    public int Others { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _scheduler = new OneByOneScheduler();
        _http = new HttpClient(new PendingHandler());
        _client = new LobstrClient(_http, new LobstrClientOptions { ApiKey = "key", TaskRequestsPerMinute = null, Scheduler = _scheduler });
        for (int i = 0; i < Others; i++)
            _client.Uploads.Watch(i.ToString(CultureInfo.InvariantCulture)).Subscribe(_ => { }, _ => { });
        _scheduler.RunDue();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void SubscribeAndDispose()
    {
        _client.Uploads.Watch(UploadPath.Id).Subscribe(Ignored.Instance).Dispose();
        _scheduler.RunDue();
    }
}
