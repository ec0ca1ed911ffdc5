using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A client, the simulated service, and what travels between the two, in virtual time. Instants are seconds since the start.</summary>
public sealed class FleetRun : IDisposable
{
    // Not a whole second: dates in headers are.
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly HttpClient _http;
    private readonly List<WatchRecord> _watches = [];

    public FleetRun(LobstrSimulatorOptions? service = null, Func<LobstrClientOptions, LobstrClientOptions>? client = null)
    {
        Service = new LobstrSimulator(Scheduler, service);
        Traffic = new TrafficHandler(Service.CreateHandler());
        _http = new HttpClient(Traffic) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new LobstrClientOptions { ApiKey = Service.ApiKey, Scheduler = Scheduler };
        Client = new LobstrClient(_http, client?.Invoke(options) ?? options);
    }

    public HistoricalScheduler Scheduler { get; } = new(Start);

    public LobstrSimulator Service { get; }

    public LobstrClient Client { get; }

    public TrafficHandler Traffic { get; }

    /// <summary>All watches so far.</summary>
    public IReadOnlyList<WatchRecord> Watches => _watches;

    /// <summary>Those that have completed.</summary>
    public int Completed => _watches.Count(watch => watch.CompletedAt is not null);

    public double Now => Service.Elapsed.TotalSeconds;

    /// <summary>When each request was sent.</summary>
    public IReadOnlyList<double> Sent => [.. Service.Requests.Select(request => request.SentAt.TotalSeconds)];

    /// <summary>How many requests were refused with 429.</summary>
    public int Throttled => Service.Requests.Count(request => request.StatusCode is HttpStatusCode.TooManyRequests);

    /// <summary>The longest time from one request to the next, up to an instant.</summary>
    public double LongestSilence(double until = double.MaxValue)
    {
        double[] sent = [.. Sent.Where(instant => instant < until)];
        return sent.Zip(sent.Skip(1), (one, next) => next - one).Max();
    }

    /// <summary>How many requests were sent in an interval.</summary>
    public int SentIn(double from, double to) => Sent.Count(instant => instant >= from && instant < to);

    /// <summary>Does something at an instant.</summary>
    public void At(double seconds, Action action) => Scheduler.Schedule(Start + TimeSpan.FromSeconds(seconds), action);

    /// <summary>Runs everything that is due up to an instant.</summary>
    public void RunTo(double seconds) => Scheduler.AdvanceTo(Start + TimeSpan.FromSeconds(seconds));

    /// <summary>Adds an upload and watches it from now on.</summary>
    public WatchRecord Watch(string id, UploadScript life, WatchOptions? options = null)
    {
        Service.AddUpload(id, life);
        return Watch(id, options);
    }

    /// <summary>Watches an upload from now on.</summary>
    public WatchRecord Watch(string id, WatchOptions? options = null)
    {
        var watch = new WatchRecord(this, id);
        _watches.Add(watch);
        watch.SubscribeTo(Client.Uploads.Watch(id, options));
        return watch;
    }

    /// <summary>Watches a fleet of uploads that end within an interval, the same for the same seed.</summary>
    public void WatchFleet(int uploads, double shortestLife, double longestLife, int seed = 1, WatchOptions? options = null)
    {
        var random = new Random(seed);
        for (int i = 0; i < uploads; i++)
        {
            TimeSpan life = TimeSpan.FromSeconds(shortestLife + ((longestLife - shortestLife) * random.NextDouble()));
            Watch($"upload-{i}", UploadScript.Progress(life).Succeeds(), options);
        }
    }

    /// <summary>Watches uploads that never end.</summary>
    public void WatchEndless(int uploads, WatchOptions? options = null)
    {
        for (int i = 0; i < uploads; i++)
            Watch($"upload-{i}", UploadScript.StaysPending(), options);
    }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }
}
