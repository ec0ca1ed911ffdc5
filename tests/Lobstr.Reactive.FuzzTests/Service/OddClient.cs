using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>A client of an odd service in virtual time: whatever one answer was, the client is of use afterwards.</summary>
internal sealed class OddClient : IDisposable
{
    // More than the longest Retry-After that is believed, and every retry.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(800);

    private static readonly WatchOptions Watch = new() { Retry = new RetryPolicy { Jitter = () => 0.5 } };

    private static readonly (string Name, Func<LobstrClient, Task> Call)[] Calls =
    [
        ("GetStatusAsync", client => client.Uploads.GetStatusAsync("up-1")),
        ("Watch", client => client.Uploads.Watch("up-1", Watch).ToTask()),
        ("SendAsync", client => client.Uploads.SendAsync("squid", TaskFile.FromText("url\n", "tasks.csv"))),
        ("Send", client => client.Uploads.SendAndWatch("squid", TaskFile.FromText("url\n", "tasks.csv"), Watch).ToTask()),
        ("StartAsync", client => client.Runs.StartAsync("squid")),
        ("GetAsync", client => client.Runs.GetAsync("run-1")),
        ("GetStatsAsync", client => client.Runs.GetStatsAsync("run-1")),
        ("Watch a run", client => client.Runs.Watch("run-1", Watch).ToTask()),
        ("WatchStats", client => client.Runs.WatchStats("run-1", Watch).ToTask()),
        ("AbortAsync", client => client.Runs.AbortAsync("run-1")),
        ("ListAsync", client => CountAsync(client.Runs.ListAsync("squid"))),
        ("ReadTasksAsync", client => CountAsync(client.Runs.ReadTasksAsync("run-1"))),
        ("Results", client => client.Runs.Results("run-1").LastOrDefaultAsync().ToTask()),
        ("GetDownloadUrlAsync", client => client.Runs.GetDownloadUrlAsync("run-1")),
        ("DownloadAsync", client => client.Runs.DownloadAsync("run-1", new MemoryStream())),
        ("GetAsync of a squid", client => client.Squids.GetAsync("squid")),
        ("ConfigureAsync", client => client.Squids.ConfigureAsync("squid", new SquidSettings { Concurrency = 2 })),
        ("EmptyAsync", client => client.Squids.EmptyAsync("squid")),
        ("CheckAsync", client => client.Squids.CheckAsync("squid", TaskFile.FromText("url\n", "tasks.csv"))),
        ("ListAsync of squids", client => CountAsync(client.Squids.ListAsync())),
        ("GetBalanceAsync", client => client.GetBalanceAsync()),
    ];

    private readonly HistoricalScheduler _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly OddService _service = new();
    private readonly HttpClient _http;
    private readonly LobstrClient _client;

    public OddClient()
    {
        _http = new HttpClient(_service) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new LobstrClient(_http, new LobstrClientOptions { ApiKey = "0123456789abcdef", Scheduler = _clock });
    }

    /// <summary>Makes a call, answers it oddly and then well, and throws where that ends in something undocumented.</summary>
    public void Try(OddAnswer odd, int number)
    {
        (string name, Func<LobstrClient, Task> call) = Calls[number % Calls.Length];
        _service.Next = odd;
        Task task = call(_client);
        _clock.AdvanceBy(Patience);
        Require(task.IsCompleted, $"{name} never ended");
        Require(
            task.Exception?.InnerException is null or LobstrException or HttpRequestException or IOException or TimeoutException,
            $"{name} ended in {task.Exception}");
        if (task is Task<UploadStatus> { IsCompletedSuccessfully: true, Result: var status })
            Require(name is not "GetStatusAsync" || Says(odd, status), $"{name} made up {status}");

        Task<UploadStatus> good = _client.Uploads.GetStatusAsync("up-1");
        _clock.AdvanceBy(Patience);
        Require(good is { IsCompletedSuccessfully: true, Result.State: UploadState.Success }, $"After {name} a good answer was not read: {good.Exception}");
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> list)
    {
        int count = 0;
        await foreach (T _ in list.ConfigureAwait(false))
            count++;
        return count;
    }

    // What was compressed only the library has read.
    private static bool Says(OddAnswer odd, UploadStatus status)
    {
        using var oracle = new Oracle(odd.Body);
        return odd.StatusCode is >= 200 and <= 299 && (odd.IsCompressed || IsEncoded(odd) || oracle.Text("state") == status.RawState);
    }

    private static bool IsEncoded(OddAnswer odd)
    {
        using HttpResponseMessage response = odd.ToResponse();
        return response.Content.Headers.NonValidated.Contains("Content-Encoding");
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
            throw new FuzzException(what);
    }
}
