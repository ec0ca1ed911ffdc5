using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A simulated service behind a real server, and clients that reach it over real sockets in real time.</summary>
public abstract class SocketTest : IAsyncLifetime
{
    protected const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    // Far beyond what any test takes: a test that hangs fails.
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _safety = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected LobstrSimulator Simulator { get; private set; } = null!;

    protected SimulatorHost Host { get; private set; } = null!;

    protected HttpClient Http { get; } = new();

    protected CancellationToken Cancellation => _safety.Token;

    protected virtual LobstrSimulatorOptions Options => new();

    /// <summary>Polls as fast as a test wants to end, and takes faults as they come.</summary>
    protected static WatchOptions Fast { get; } = new()
    {
        Schedule = PollSchedule.Every(Milliseconds(10)),
        Retry = new RetryPolicy { MaxRetries = 5, BaseDelay = Milliseconds(1), MaxDelay = Milliseconds(1) },
    };

    public virtual async ValueTask InitializeAsync()
    {
        _safety.CancelAfter(Safety);
        Simulator = new LobstrSimulator(DefaultScheduler.Instance, Options);
        Host = await SimulatorHost.StartAsync(Simulator, cancellationToken: Cancellation);
        Http.BaseAddress = Host.BaseAddress;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", Simulator.ApiKey);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        _safety.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    protected LobstrClient CreateClient(string? apiKey = null) =>
        new(new LobstrClientOptions { ApiKey = apiKey ?? Simulator.ApiKey, BaseAddress = Host.BaseAddress });

    /// <summary>Lets the server's threads go on, for what nothing tells of when it happens.</summary>
    protected async Task YieldAsync()
    {
        Cancellation.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    /// <summary>Sends a file as any HTTP client would and returns the id of its upload.</summary>
    protected async Task<string> UploadAsync(HttpContent file, string fileName = "tasks.csv")
    {
        using var form = new MultipartFormDataContent { { new StringContent(Squid), "squid" }, { file, "file", fileName } };
        using HttpResponseMessage answer = await Http.PostAsync(new Uri("tasks/upload", UriKind.Relative), form, Cancellation);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("task_upload", json.RootElement.GetProperty("object").GetString());
        return json.RootElement.GetProperty("id").GetString()!;
    }

    protected async Task<(string Statuses, Exception? Error)> WatchAsync(LobstrClient client, string id)
    {
        var statuses = new List<string>();
        IObservable<Exception?> end = client.Uploads.Watch(id, Fast)
            .Do(status => statuses.Add(status.RawState))
            .Select(_ => (Exception?)null)
            .Catch((Exception error) => Observable.Return(error));
        Exception? error = await end.LastOrDefaultAsync().ToTask(Cancellation);
        return (string.Join(", ", statuses), error);
    }
}
