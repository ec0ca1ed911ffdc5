using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;
using System.Text.Json;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>The library against the simulated service, in virtual time.</summary>
internal sealed class VirtualChecks : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private readonly Checklist _checks;
    private readonly HistoricalScheduler _clock = new();
    private readonly LobstrSimulator _simulator;
    private readonly LobstrClient _client;

    private VirtualChecks(Checklist checks)
    {
        _checks = checks;
        // The file of results is fetched at the very end of the run.
        _simulator = new LobstrSimulator(_clock, new LobstrSimulatorOptions { ExportDelay = TimeSpan.Zero });
        _client = _simulator.CreateClient();
    }

    public static void Run(Checklist checks)
    {
        using var run = new VirtualChecks(checks);
        var events = new List<string>();
        using IDisposable listening = run._client.Events.Subscribe(happened => events.Add(happened.ToString()));
        run.Uploads();
        run.Errors();
        run.Function();
        run.Runs();
        run.Squids();
        run.Options();
        foreach (string name in (string[])["RequestSent", "ResponseReceived", "RequestFailed", "RetryScheduled", "BudgetPaused", "WatchStarted", "StatusChanged", "WatchEnded"])
            checks.That(events.Exists(text => text.StartsWith(name, StringComparison.Ordinal)), $"events tell of {name}");
        checks.That(!events.Exists(text => text.Contains(run._simulator.ApiKey, StringComparison.Ordinal)), "no event shows the key");
    }

    public void Dispose() => _client.Dispose();

    private void Uploads()
    {
        string good = _simulator.AddUpload(UploadScript.Pending(Seconds(3)).Progress(Seconds(40)).Succeeds(new UploadMeta { Valid = 8, Inserted = 8 }));
        IList<UploadStatus> seen = Await(_client.Uploads.Watch(good, new WatchOptions { Schedule = PollSchedule.Backoff(Seconds(1), 2, Seconds(9)) }).ToList());
        _checks.Equal("PENDING PROGRESS SUCCESS", string.Join(' ', seen.Select(status => status.RawState)), "a watch");
        _checks.Equal(8, seen[^1].Meta!.Inserted, "rows inserted");
        _checks.Equal(UploadState.Success, _clock.AdvanceUntilCompleted(_client.Uploads.GetStatusAsync(good)).State, "a call");
        _checks.Equal("SUCCESS", Await(_client.Uploads.Watch(good).WhenSucceeded()).RawState, "the gate");

        UploadStatus sent = Await(_client.Uploads.SendAndWatch(Squid, TaskFile.FromText("url\nhttps://example.com/1\nhttps://example.com/2\n", "tasks.csv")));
        _checks.Equal((UploadState.Success, 2L), (sent.State, sent.Meta!.Inserted), "a file, sent and watched");
    }

    private void Errors()
    {
        string bad = _simulator.AddUpload(UploadScript.Pending(Seconds(3)).Fails());
        _checks.Throws<UploadFailedException>(() => Await(_client.Uploads.Watch(bad)), "FAILURE");
        UploadNotFoundException unknown = _checks.Throws<UploadNotFoundException>(() => Await(_client.Uploads.Watch("nobody")), "404");
        _checks.Equal("not_found_error", unknown.ErrorType, "its type, from the error body");
        string slow = _simulator.AddUpload(UploadScript.StaysPending());
        _checks.Throws<UploadTimeoutException>(() => Await(_client.Uploads.Watch(slow, new WatchOptions { Timeout = Seconds(20) })), "timeout");
        using (_simulator.Faults.Always(Fault.Body("<html>")))
            _checks.Throws<LobstrProtocolException>(() => Ask(slow), "a body that is no JSON");
        using (_simulator.Faults.Always(Fault.Status(HttpStatusCode.BadRequest).WithBody("""{"errors":{"message":"no","type":"invalid"}}""")))
            _checks.Equal("invalid", _checks.Throws<LobstrApiException>(() => Ask(slow), "400").ErrorType, "its type");
        using (_simulator.Faults.Always(Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(7))))
            _checks.Equal(Seconds(7), _checks.Throws<LobstrRateLimitException>(() => Ask(slow), "429").RetryAfter, "its Retry-After");
        using LobstrClient stranger = _simulator.CreateClient(options => options with { ApiKey = "wrong" });
        _checks.Throws<LobstrAuthenticationException>(() => _clock.AdvanceUntilCompleted(stranger.Uploads.GetStatusAsync(slow)), "401");

        string steady = _simulator.AddUpload(UploadScript.Progress(Seconds(10)).Succeeds());
        _simulator.Faults.OnRequest(2, Fault.ConnectionReset);
        _checks.Equal("SUCCESS", Await(_client.Uploads.Watch(steady)).RawState, "a watch over a broken connection");
    }

    private void Function()
    {
        int polls = 0;
        UploadStatus last = Await(UploadStatusObservable.Create(
            _ => Task.FromResult(new UploadStatus { Id = "own", State = ++polls < 3 ? UploadState.Progress : UploadState.Success }),
            scheduler: _clock));
        _checks.Equal((UploadState.Success, 3), (last.State, polls), "a function of one's own, watched");
    }

    private void Runs()
    {
        Run run = Await(_client.Runs.Start(Squid));
        _checks.Equal(RunStatus.Pending, run.Status, "a run that has been started");
        RunStats stats = Await(_client.Runs.WatchStats(run.Id));
        _checks.Equal((true, 2L), (stats.IsDone, stats.TotalResults), "its last stats");
        _checks.Equal(RunStatus.Done, _clock.AdvanceUntilCompleted(_client.Runs.GetAsync(run.Id)).Status, "the run");
        IList<JsonElement> rows = Await(_client.Runs.Results(run.Id).ToList());
        _checks.That(rows.Count == 2 && rows.All(row => row.GetProperty("id").ValueKind is not JsonValueKind.Null), "its rows");
        using var file = new MemoryStream();
        _clock.AdvanceUntilCompleted(_client.Runs.DownloadAsync(run.Id, file));
        _checks.Equal(3, Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, "lines of its file");
        _simulator.ScriptNextRun(RunScript.Fails("no credits"));
        Run failing = _clock.AdvanceUntilCompleted(_client.Runs.StartAsync(Squid));
        _checks.Throws<RunFailedException>(() => Await(_client.Runs.Watch(failing.Id)), "a run that fails");
    }

    private void Squids()
    {
        Squid squid = _clock.AdvanceUntilCompleted(_client.Squids.GetAsync(Squid));
        _checks.Equal(Squid, squid.Id, "a squid");
        using JsonDocument parameters = JsonDocument.Parse("""{"max_results":3}""");
        var settings = new SquidSettings { Parameters = parameters.RootElement, Concurrency = 1, Name = "new" };
        _checks.Equal("new", _clock.AdvanceUntilCompleted(_client.Squids.ConfigureAsync(Squid, settings)).Name, "its settings");
        TaskFileCheck check = _clock.AdvanceUntilCompleted(_client.Squids.CheckAsync(Squid, TaskFile.FromText("url,more\n", "tasks.csv")));
        _checks.Equal("more", string.Join(',', check.UnknownColumns), "a column that its crawler does not know");
        _checks.That(_clock.AdvanceUntilCompleted(_client.GetBalanceAsync()).Left > 0, "the balance");
        int runs = _clock.AdvanceUntilCompleted(CountAsync(_client.Runs.ListAsync(Squid)));
        _checks.That(runs > 0, $"{runs} runs in a list");
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> list)
    {
        int count = 0;
        await foreach (T _ in list.ConfigureAwait(false))
            count++;
        return count;
    }

    private void Options()
    {
        var options = new LobstrClientOptions { ApiKey = "the-key-itself" };
        _checks.That(!options.ToString().Contains(options.ApiKey, StringComparison.Ordinal), $"options do not show the key: {options}");
        _checks.Equal(new WatchOptions(), new WatchOptions(), "options are equal by value");
        _checks.Throws<ArgumentException>(() => new LobstrClient("kéy").Dispose(), "a key that cannot be one");
    }

    private void Ask(string id) => _clock.AdvanceUntilCompleted(_client.Uploads.GetStatusAsync(id));

    private T Await<T>(IObservable<T> source) => _clock.AdvanceUntilCompleted(source.ToTask());

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
