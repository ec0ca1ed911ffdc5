using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Security.Cryptography.X509Certificates;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>
/// Clients with a marked key, and servers that mean no good. Whatever a test does to them, in the end no connection is open, no
/// action scheduled, no fault unobserved, and the key has been in no error and no event.
/// </summary>
public abstract class HostileTest : IAsyncLifetime
{
    internal const string Id = "427a7bfc54cf4ce483d83ba23425164b";
    protected const string Key = "KEY-MARKER-0123456789";

    // Far beyond what any test takes: a test that hangs fails.
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _safety = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly UnobservedFaults _unobserved = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly List<LobstrClient> _clients = [];
    private readonly List<HostileServer> _servers = [];

    internal CountingScheduler Scheduler { get; } = new();

    protected CancellationToken Cancellation => _safety.Token;

    public ValueTask InitializeAsync()
    {
        _safety.CancelAfter(Safety);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        // What has ended waits for nothing, even while the client is there.
        await Scheduler.Pending.ZeroAsync(Cancellation);
        foreach (LobstrClient client in _clients)
            client.Dispose();
        foreach (HostileServer server in _servers)
        {
            await server.Open.ZeroAsync(Cancellation);
            await server.DisposeAsync();
        }

        await Scheduler.Pending.ZeroAsync(Cancellation);
        Assert.DoesNotContain(_unobserved.Find(), IsOurs);
        Assert.DoesNotContain(_said, text => text.Contains(Key, StringComparison.OrdinalIgnoreCase));
        _unobserved.Dispose();
        _safety.Dispose();
        GC.SuppressFinalize(this);
    }

    // .NET 8 looks at a pooled connection before it is used again, and leaves what it has seen unobserved.
    private static bool IsOurs(Exception fault) =>
        Environment.Version.Major > 8 || !fault.ToString().Contains("PrepareForReuse", StringComparison.Ordinal);

    internal static WatchOptions Fast(int maxRetries = 3) => new()
    {
        Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(1)),
        Retry = new RetryPolicy { MaxRetries = maxRetries, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    internal HostileServer Serve(params Func<Wire, Task>[] scripts) => Serve(port: 0, certificate: null, scripts);

    internal HostileServer Serve(int port, X509Certificate2? certificate, params Func<Wire, Task>[] scripts)
    {
        var server = new HostileServer(port, certificate, scripts);
        _servers.Add(server);
        return server;
    }

    protected LobstrClient CreateClient(Uri baseAddress, TimeSpan? requestTimeout = null, HttpClient? http = null)
    {
        var options = new LobstrClientOptions
        {
            ApiKey = Key,
            BaseAddress = baseAddress,
            Scheduler = Scheduler,
            TaskRequestsPerMinute = null,
            RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(30),
        };
        LobstrClient client = http is null ? new LobstrClient(options) : new LobstrClient(http, options);
        client.Events.Subscribe(happened => _said.Enqueue(happened.ToString()));
        _clients.Add(client);
        return client;
    }

    /// <summary>Watches the upload to its end and says what the subscriber saw.</summary>
    internal Task<Seen> WatchAsync(HostileServer server, int maxRetries = 3, TimeSpan? requestTimeout = null) =>
        WatchAsync(CreateClient(server.BaseAddress, requestTimeout), maxRetries);

    internal async Task<Seen> WatchAsync(LobstrClient client, int maxRetries = 3)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transcript = new Transcript(DefaultScheduler.Instance);
        using var observer = new RawObserver<UploadStatus>(transcript)
        {
            WhenError = _ => ended.TrySetResult(),
            WhenCompleted = () => ended.TrySetResult(),
        };
        observer.SubscribeTo(client.Uploads.Watch(Id, Fast(maxRetries)));
        await ended.Task.WaitAsync(Cancellation);
        await Scheduler.Pending.ZeroAsync(Cancellation);

        Assert.Empty(transcript.Of("VIOLATION"));
        Assert.All(observer.Values, status => Assert.Equal(Id, status.Id));
        Note(observer.Error);
        return new Seen(string.Join(", ", observer.Values.Select(status => status.RawState)), observer.Error);
    }

    /// <summary>The error of a task, which must be of this type, with the key nowhere in it.</summary>
    internal async Task<T> ErrorOfAsync<T>(Func<Task> act)
        where T : Exception
    {
        Exception? error = await Record.ExceptionAsync(() => act().WaitAsync(Cancellation));
        Note(error);
        return Assert.IsType<T>(error, exactMatch: false);
    }

    private void Note(Exception? error)
    {
        for (Exception? it = error; it is not null; it = it.InnerException)
        {
            _said.Enqueue(it.ToString());
            foreach (object? value in it.Data.Values)
                _said.Enqueue(value?.ToString() ?? "");
        }
    }
}
