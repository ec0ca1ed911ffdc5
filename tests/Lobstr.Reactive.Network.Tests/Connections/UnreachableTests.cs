using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Servers that are not there, or not all the time.</summary>
[Collection(Alone.Name)]
public sealed class UnreachableTests : HostileTest
{
    [Fact]
    public async Task A_name_that_does_not_exist_is_asked_for_again_and_then_an_error()
    {
        // Past any proxy, which would look for the name in its own way.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        LobstrClient client = CreateClient(new Uri("https://no-such-host.invalid/v1/"), http: http);
        Task<int> retries = client.Events.OfType<RetryScheduled>().Take(2).Count().ToTask(Cancellation);

        Seen seen = await WatchAsync(client, maxRetries: 2);

        Assert.Equal(HttpRequestError.NameResolutionError, Assert.IsType<HttpRequestException>(seen.Error).HttpRequestError);
        Assert.Equal(2, await retries);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_asked_again_and_then_an_error()
    {
        HostileServer server = Serve(Say.Status("SUCCESS"));
        Uri address = server.BaseAddress;
        await server.DisposeAsync();
        LobstrClient client = CreateClient(address);
        Task<int> retries = client.Events.OfType<RetryScheduled>().Take(2).Count().ToTask(Cancellation);

        Seen seen = await WatchAsync(client, maxRetries: 2);

        Assert.Equal(HttpRequestError.ConnectionError, Assert.IsType<HttpRequestException>(seen.Error).HttpRequestError);
        Assert.Equal(2, await retries);
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_is_watched_on()
    {
        HostileServer first = Serve(Say.Status("PENDING"));
        (int port, Uri address) = (first.Port, first.BaseAddress);
        LobstrClient client = CreateClient(address);
        Task<IList<ResponseReceived>> answers = client.Events.OfType<ResponseReceived>().Take(3).ToList().ToTask(Cancellation);
        Task<IList<RetryScheduled>> retries = client.Events.OfType<RetryScheduled>().Take(3).ToList().ToTask(Cancellation);
        Task<Seen> watching = WatchAsync(client, maxRetries: int.MaxValue);
        await answers;

        await first.DisposeAsync();
        await retries;
        Assert.False(watching.IsCompleted);
        HostileServer second = Serve(port, certificate: null, Say.Status("PROGRESS"), Say.Status("SUCCESS"));

        Assert.Equal(new Seen("PENDING, PROGRESS, SUCCESS", Error: null), await watching);
        Assert.Equal(2, second.Requests.Count);
    }

    [Fact]
    public async Task A_client_that_is_disposed_hangs_up_in_the_middle_of_an_answer()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HostileServer server = Serve(async wire =>
        {
            await wire.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            begun.SetResult();
        });
        LobstrClient client = CreateClient(server.BaseAddress);
        Task<Seen> watching = WatchAsync(client);
        await begun.Task.WaitAsync(Cancellation);
        Assert.Equal(1, server.Open.Value);

        client.Dispose();

        Assert.IsType<ObjectDisposedException>((await watching).Error);
        await server.Open.ZeroAsync(Cancellation);
    }
}
