using System.Net;
using System.Net.Sockets;
using System.Reactive.Concurrency;
using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>A client whose scheduler was disposed before it: everything ends all the same, on a real scheduler and a real connection.</summary>
public class GoneSchedulerTests
{
    // No test takes so long: it is how long something that hangs would be waited for.
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disposing_the_client_does_not_throw_and_ends_watches_calls_and_connections()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<bool> server = AnswerOnceAndWaitForTheEnd(listener);
        using EventLoopScheduler scheduler = new();
        LobstrClient client = new(new LobstrClientOptions
        {
            ApiKey = ClientRun.Key,
            BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/"),
            Scheduler = scheduler,
            MaxConcurrentRequests = 1,
        });
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<Exception> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable watch = client.Uploads.Watch("up-1").Subscribe(_ => first.TrySetResult(), end.SetResult);
        await first.Task.WaitAsync(Stuck, Token);
        scheduler.Dispose();
        // Waits for a scheduler that will never come.
        Task<UploadStatus> waiting = client.Uploads.GetStatusAsync("up-2", Token);

        client.Dispose();

        Assert.IsType<ObjectDisposedException>(await end.Task.WaitAsync(Stuck, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Stuck, Token));
        Assert.True(await server.WaitAsync(Stuck, Token), "The connection should be closed.");
        client.Dispose();
    }

    [Fact]
    public void A_client_that_has_sent_nothing_can_be_disposed_after_its_scheduler()
    {
        EventLoopScheduler scheduler = new();
        LobstrClient client = new(new LobstrClientOptions { ApiKey = ClientRun.Key, Scheduler = scheduler });
        scheduler.Dispose();

        Assert.Null(Record.Exception(client.Dispose));
    }

    // One answer on a connection that is kept alive; then nothing but its end is awaited.
    private static async Task<bool> AnswerOnceAndWaitForTheEnd(TcpListener listener)
    {
        const string Body = """{"id":"up-1","state":"PENDING"}""";
        using TcpClient connection = await listener.AcceptTcpClientAsync(Token);
        NetworkStream stream = connection.GetStream();
        byte[] buffer = new byte[8192];
        StringBuilder request = new();
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, Token)));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"), Token);
        return await stream.ReadAsync(buffer, Token) == 0;
    }
}
