using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Large files, of which the client asks first whether they are wanted (<c>Expect: 100-continue</c>).</summary>
public sealed class SimulatedAskingFirstTests : SocketTest
{
    private static readonly string Large = "n\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i}\n"));

    protected override LobstrSimulatorOptions Options => new()
    {
        TaskRateLimit = new RateLimit(2, TimeSpan.FromSeconds(1)),
        RateLimitHeaders = false,
        UploadLife = file => UploadScript.Succeeds(file.Meta),
    };

    [Fact]
    public async Task A_wrong_key_is_heard_before_anything_is_sent()
    {
        using LobstrClient client = CreateClient("wrong");

        await Assert.ThrowsAsync<LobstrAuthenticationException>(() => client.Uploads.SendAsync(Squid, TaskFile.FromText(Large, "a.csv"), Cancellation));

        Assert.Empty(Simulator.Uploads);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public async Task A_429_is_waited_out_and_the_file_arrives_whole()
    {
        using LobstrClient client = CreateClient();
        for (int i = 0; i < 2; i++)
            (await Http.GetAsync(new Uri("tasks/upload/none", UriKind.Relative), Cancellation)).Dispose();

        UploadStatus status = await client.Uploads.SendAndWatch(Squid, TaskFile.FromText(Large, "a.csv"), Fast).ToTask(Cancellation);

        Assert.Equal(300_000, status.Meta!.Valid);
        Assert.Contains(Simulator.Requests, request => request.Method == HttpMethod.Post && request.StatusCode is HttpStatusCode.TooManyRequests);
        Assert.Single(Simulator.Uploads);
    }
}
