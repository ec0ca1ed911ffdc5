using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>The library over real sockets, against samples/Simulator in another process.</summary>
internal static class LoopbackChecks
{
    private const string Key = "simulator-key";
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    // Far beyond what it takes: what hangs fails.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private static readonly WatchOptions Fast = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(1)) };

    /// <param name="checks">What is counted.</param>
    /// <param name="address">Of a simulator that has not seen the file.</param>
    /// <param name="create">Makes a client with the handler that is to be checked.</param>
    public static async Task RunAsync(Checklist checks, Uri address, Func<LobstrClientOptions, LobstrClient> create)
    {
        using var guard = new CancellationTokenSource(Guard);
        using LobstrClient client = create(new LobstrClientOptions { ApiKey = Key, BaseAddress = address });
        UploadStatus upload = await client.Uploads
            .SendAndWatch(Squid, TaskFile.FromText("url\nhttps://example.com/1\nhttps://example.com/2\n", "tasks.csv"), Fast)
            .ToTask(guard.Token);
        checks.Equal((UploadState.Success, 2L), (upload.State, upload.Meta!.Inserted), "a file over the wire");
        Run run = await client.Runs.StartAsync(Squid, guard.Token);
        RunStats stats = await client.Runs.WatchStats(run.Id, Fast).ToTask(guard.Token);
        checks.Equal((true, 2L), (stats.IsDone, stats.TotalResults), "a run over the wire");
        int rows = 0;
        await foreach (JsonElement row in client.Runs.ReadResultsAsync(run.Id, guard.Token))
            rows += row.ValueKind is JsonValueKind.Object ? 1 : 0;
        checks.Equal(2, rows, "rows over the wire");
        using var file = new MemoryStream();
        await client.Runs.DownloadAsync(run.Id, file, guard.Token);
        checks.That(file.Length > 0, $"a file of {file.Length} bytes over the wire");
        checks.Throws<UploadNotFoundException>(() => client.Uploads.GetStatusAsync("nobody", guard.Token).GetAwaiter().GetResult(), "404 over the wire");
        using LobstrClient stranger = create(new LobstrClientOptions { ApiKey = "wrong-key", BaseAddress = address });
        checks.Throws<LobstrAuthenticationException>(() => stranger.Uploads.GetStatusAsync("any", guard.Token).GetAwaiter().GetResult(), "401 over the wire");
    }
}
