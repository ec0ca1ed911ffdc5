using System.Net;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Servers that do not answer, and none at all, over real sockets: what a handler calls it differs.</summary>
internal static class BadServerChecks
{
    // Far beyond what it takes: what hangs fails.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private static readonly WatchOptions Fast = new() { Retry = RetryPolicy.Default with { MaxRetries = 2, BaseDelay = TimeSpan.FromMilliseconds(10) } };

    public static async Task RunAsync(Checklist checks, Func<LobstrClientOptions, LobstrClient> create)
    {
        using var guard = new CancellationTokenSource(Guard);
        var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new LobstrClientOptions { ApiKey = "any-key", BaseAddress = new Uri($"http://{silent.LocalEndpoint}/v1/") };
        using (LobstrClient hasty = create(options with { RequestTimeout = TimeSpan.FromSeconds(1) }))
            checks.Throws<TimeoutException>(() => hasty.Uploads.GetStatusAsync("any", guard.Token).GetAwaiter().GetResult(), "a server that does not answer");
        await LeaveAsync(checks, create(options), guard.Token).ConfigureAwait(false);
        silent.Stop();

        using LobstrClient refused = create(options);
        int retries = 0;
        using IDisposable listening = refused.Events.OfType<RetryScheduled>().Subscribe(_ => Interlocked.Increment(ref retries));
        checks.Throws<HttpRequestException>(() => refused.Uploads.GetStatusAsync("any", guard.Token).GetAwaiter().GetResult(), "nobody listens");
        Task<UploadStatus> sending = refused.Uploads.SendAndWatch("a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4", TaskFile.FromText("url\nx\n", "tasks.csv"), Fast).ToTask(guard.Token);
        checks.Throws<HttpRequestException>(() => sending.GetAwaiter().GetResult(), "a file that nobody takes");
        checks.Equal(2, Volatile.Read(ref retries), "it never left, so it was sent again");
    }

    // Under way is what the event says.
    private static async Task LeaveAsync(Checklist checks, LobstrClient client, CancellationToken guard)
    {
        using (var leaving = CancellationTokenSource.CreateLinkedTokenSource(guard))
        {
            Task sent = client.Events.OfType<RequestSent>().FirstAsync().ToTask(guard);
            Task<UploadStatus> left = client.Uploads.Watch("any").ToTask(leaving.Token);
            await sent.ConfigureAwait(false);
            leaving.Cancel();
            checks.Throws<OperationCanceledException>(() => left.GetAwaiter().GetResult(), "a watch that is cancelled under way");
        }
        Task sentAgain = client.Events.OfType<RequestSent>().FirstAsync().ToTask(guard);
        Task<UploadStatus> lost = client.Uploads.Watch("other").ToTask(guard);
        await sentAgain.ConfigureAwait(false);
        client.Dispose();
        checks.Throws<ObjectDisposedException>(() => lost.GetAwaiter().GetResult(), "a watch whose client is disposed of under way");
    }
}
