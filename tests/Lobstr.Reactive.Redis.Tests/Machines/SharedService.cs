using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The simulated service that all machines of a test send to, over the loopback interface, with windows of seconds.</summary>
internal sealed class SharedService : IAsyncDisposable
{
    private readonly SimulatorHost _host;
    private readonly Dictionary<string, DateTimeOffset> _successes = [];

    private SharedService(LobstrSimulator simulator, SimulatorHost host, TimeSpan window) => (Simulator, _host, Window) = (simulator, host, window);

    public const int Cap = 90;

    public LobstrSimulator Simulator { get; }

    public TimeSpan Window { get; }

    public Uri Address => _host.BaseAddress;

    public static async Task<SharedService> StartAsync(TimeSpan window)
    {
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions
        {
            TaskRateLimit = new RateLimit(Cap, window),
            Latency = Latency.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(60), seed: 1),
        });
        return new SharedService(simulator, await SimulatorHost.StartAsync(simulator), window);
    }

    /// <summary>Adds uploads that end one after another, from one window after now to some windows later.</summary>
    public string[] AddUploads(int count, double windows) => [.. Enumerable.Range(0, count).Select(number =>
    {
        TimeSpan life = Window * (1 + ((windows - 1) * number / count));
        string id = Simulator.AddUpload(UploadScript.Progress(life).Succeeds());
        _successes[id] = DateTimeOffset.UtcNow + life;
        return id;
    })];

    /// <summary>How long after its success it was, on the average, that an upload was seen to have ended.</summary>
    public TimeSpan MeanLag(IEnumerable<KeyValuePair<string, DateTimeOffset>> ended) =>
        TimeSpan.FromMilliseconds(ended.Average(upload => (upload.Value - _successes[upload.Key]).TotalMilliseconds));

    /// <summary>The most requests that have arrived within one window, wherever that begins.</summary>
    public int MostInAWindow()
    {
        TimeSpan[] arrivals = [.. Simulator.Requests.Select(request => request.ArrivedAt ?? TimeSpan.Zero).Order()];
        int most = 0;
        for (int first = 0, last = 0; last < arrivals.Length; last++)
        {
            while (arrivals[last] - arrivals[first] >= Window)
                first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    public int Refused() => Simulator.Requests.Count(request => request.StatusCode == HttpStatusCode.TooManyRequests);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
