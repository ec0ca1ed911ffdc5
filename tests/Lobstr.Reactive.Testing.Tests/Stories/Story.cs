using System.Globalization;
using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>
/// An hour in which everything happens: files sent, uploads that succeed, fail, are found late or never, odd states, a run with
/// its rows and its file, and every fault of the network. The real client is in the loop, with its retries and its budget.
/// </summary>
internal sealed class Story
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private readonly IScheduler _scheduler;
    private readonly LobstrSimulator _simulator;
    private readonly LobstrClient _client;
    private readonly WatchOptions _watching;
    private readonly List<string> _lines = [];

    private Story(IScheduler scheduler)
    {
        _scheduler = scheduler;
        _simulator = new LobstrSimulator(scheduler, new LobstrSimulatorOptions
        {
            Latency = Latency.Between(Seconds(0.02), Seconds(0.2), seed: 7),
            TaskRateLimit = RateLimit.PerMinute(90) with { UsedElsewhere = 20 },
        });
        _client = _simulator.CreateClient();
        // The default draws from Random.Shared, and no two days would be the same.
        var random = new Random(11);
        _watching = new WatchOptions { NotFoundGrace = Seconds(10), Retry = new RetryPolicy { MaxRetries = 10, Jitter = random.NextDouble } };
    }

    /// <summary>Plays it from the beginning to the end.</summary>
    /// <returns>What the observers saw, then every request.</returns>
    public static IReadOnlyList<string> Play(IScheduler scheduler, Action advance)
    {
        var story = new Story(scheduler);
        using (story._client)
        {
            story.Begin();
            advance();
        }

        return [.. story._lines, .. story._simulator.Requests.Select(request => request.ToString())];
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Begin()
    {
        PlanFaults();
        _client.Events.Subscribe(happened => Tell("event", $"{happened}"));
        WatchWhatIsThere();
        SendAndRun();
        GiveUpInTheMiddle();
    }

    private void PlanFaults()
    {
        FaultPlan faults = _simulator.Faults;
        faults.OnRequest(3, Fault.Status(HttpStatusCode.BadGateway));
        faults.OnRequest(5, Fault.ConnectionReset);
        faults.OnRequest(8, Fault.TruncatedBody);
        faults.OnRequest(9, Fault.Body("<html>what?</html>", "text/html"));
        faults.OnRequest(12, Fault.Hang, IsStatus);
        faults.OnRequests(20, 21, Fault.ConnectionRefused, IsStatus);
        faults.At(Seconds(45), Fault.Delay(Seconds(8)));
        faults.Between(Seconds(90), Seconds(100), Fault.Maintenance(retryAfter: Seconds(10)));
        // Nothing but 429: the other retries of starts, results and downloads draw their jitter from Random.Shared.
        FaultResponse throttled = Fault.Status(HttpStatusCode.TooManyRequests);
        faults.OnRequest(1, throttled.WithRetryAfter(Seconds(4)), request => request.Path == "runs");
        faults.OnRequest(2, throttled.WithRetryAfter(Seconds(3)), request => request.Path == "results");
        _scheduler.Schedule(Seconds(60), () => _simulator.UseBudgetElsewhere(50));

        static bool IsStatus(SimulatedRequest request) => request.Path.StartsWith("tasks/upload/", StringComparison.Ordinal);
    }

    private void WatchWhatIsThere()
    {
        Watch("good", UploadScript.Pending(Seconds(3)).Progress(Seconds(40)).Succeeds(new UploadMeta { Valid = 10, Inserted = 8, Duplicates = 2 }));
        Watch("bad", UploadScript.Pending(Seconds(30)).Fails());
        Watch("late", UploadScript.NotFound(Seconds(5)).Progress(Seconds(120)).Succeeds());
        Watch("never", UploadScript.NeverFound);
        Watch("odd", UploadScript.State("STARTED", Seconds(10)).State("RETRY", Seconds(10)).Succeeds());
        Watch("lost", UploadScript.StaysPending(), _watching with { Timeout = TimeSpan.FromMinutes(2) });
    }

    private void Watch(string id, UploadScript script, WatchOptions? options = null)
    {
        _simulator.AddUpload(id, script);
        TellAll(id, _client.Uploads.Watch(id, options ?? _watching));
    }

    private void SendAndRun()
    {
        string rows = string.Concat(Enumerable.Range(1, 250).Select(i => $"https://example.com/{i}\n"));
        IObservable<string> job = _client.Uploads.SendAndWatch(Squid, TaskFile.FromText("url\n" + rows, "tasks.csv"), _watching)
            .Do(status => Tell("job", status.RawState))
            .WhenSucceeded()
            .SelectMany(_ => _client.Runs.Start(Squid))
            .SelectMany(run => _client.Runs.WatchStats(run.Id, _watching).Select(stats => $"{stats.PercentDone} %, {stats.TotalResults} rows")
                .Concat(_client.Runs.Results(run.Id).Select(row => row.GetProperty("id").GetString()!))
                .Concat(Observable.Defer(() => Download(run.Id))));
        TellAll("job", job);
    }

    private IObservable<string> Download(string runId)
    {
        var file = new MemoryStream();
        Task download = _client.Runs.DownloadAsync(runId, file);
        return Observable.Create<string>(observer =>
        {
            _ = download.ContinueWith(
                ended =>
                {
                    if (ended.Exception is { } error) observer.OnError(error.InnerException!);
                    else observer.OnNext($"{file.Length} bytes");
                    observer.OnCompleted();
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return () => { };
        });
    }

    private void GiveUpInTheMiddle()
    {
        IDisposable watch = _client.Uploads.Watch(_simulator.AddUpload(UploadScript.StaysInProgress()), _watching)
            .Subscribe(status => Tell("given up", status.RawState));
        _scheduler.Schedule(Seconds(50.01), watch.Dispose);
    }

    private void TellAll<T>(string who, IObservable<T> source) => source.Subscribe(
        value => Tell(who, value is UploadStatus status ? status.RawState : $"{value}"),
        error => Tell(who, $"{error.GetType().Name}: {error.Message}"),
        () => Tell(who, "completed"));

    private void Tell(string who, string what) =>
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_simulator.Elapsed:c} {who}: {what}"));
}
