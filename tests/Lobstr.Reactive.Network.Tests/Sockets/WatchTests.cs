using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

public sealed class WatchTests : SocketTest
{
    protected override LobstrSimulatorOptions Options => new()
    {
        UploadLife = file => UploadScript.Pending(Milliseconds(40)).Progress(Milliseconds(80)).Succeeds(file.Meta),
        TaskRateLimit = null,
    };

    [Fact]
    public async Task A_file_is_watched_until_it_has_succeeded()
    {
        string id = await UploadAsync(new StringContent("url\nhttps://example.com/1\nhttps://example.com/2\nhttps://example.com/1\n,\n"));
        using LobstrClient client = CreateClient();

        IList<UploadStatus> statuses = await client.Uploads.Watch(id, Fast).ToList().ToTask(Cancellation);

        Assert.Equal(
            new UploadStatus { Id = id, State = UploadState.Success, Meta = new UploadMeta { Valid = 3, Inserted = 2, Duplicates = 1, Invalid = 1 } },
            statuses[^1]);
        Assert.All(statuses.SkipLast(1), status => Assert.False(status.IsTerminal));
        Assert.Equal(statuses.Distinct(), statuses);
    }

    [Fact]
    public async Task A_failure_ends_the_watch()
    {
        string id = Simulator.AddUpload(UploadScript.Fails(new UploadMeta { Invalid = 3 }));
        using LobstrClient client = CreateClient();

        (string statuses, Exception? error) = await WatchAsync(client, id);

        Assert.Equal("FAILURE", statuses);
        var failed = Assert.IsType<UploadFailedException>(error);
        Assert.Equal(id, failed.UploadTaskId);
        Assert.Equal(3, failed.Status.Meta?.Invalid);
    }

    [Fact]
    public async Task An_unknown_upload_is_not_found()
    {
        using LobstrClient client = CreateClient();

        (string statuses, Exception? error) = await WatchAsync(client, "00000000000000000000000000000000");

        Assert.Equal("", statuses);
        var notFound = Assert.IsType<UploadNotFoundException>(error);
        Assert.Equal("00000000000000000000000000000000", notFound.UploadTaskId);
        Assert.Contains("Upload task not found", notFound.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_not_repeated()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());
        using LobstrClient client = CreateClient("wrong-key-0123456789");

        (string statuses, Exception? error) = await WatchAsync(client, id);

        Assert.Equal("", statuses);
        var refused = Assert.IsType<LobstrAuthenticationException>(error);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.DoesNotContain("0123456789", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public async Task What_breaks_on_the_way_is_asked_again()
    {
        string id = Simulator.AddUpload(UploadScript.Succeeds());
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        Simulator.Faults.OnRequest(2, Fault.TruncatedBody);
        Simulator.Faults.OnRequest(3, Fault.Body("<html>", "text/html"));
        Simulator.Faults.OnRequest(4, Fault.Maintenance());
        using LobstrClient client = CreateClient();

        (string statuses, Exception? error) = await WatchAsync(client, id);

        Assert.Null(error);
        Assert.Equal("SUCCESS", statuses);
        Assert.Equal(5, Simulator.RequestCount);
    }

    [Fact]
    public async Task Dispose_gives_the_request_up_on_the_service_too()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());
        var arrived = new TaskCompletionSource<SimulatedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        Simulator.Faults.Always(Fault.Hang, where: request =>
        {
            arrived.TrySetResult(request);
            return true;
        });
        using LobstrClient client = CreateClient();
        IDisposable watch = client.Uploads.Watch(id, Fast).Subscribe();
        SimulatedRequest request = await arrived.Task.WaitAsync(Cancellation);

        watch.Dispose();

        while (request.Outcome == RequestOutcome.UnderWay) await YieldAsync();

        Assert.Equal(RequestOutcome.Cancelled, request.Outcome);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public async Task Many_uploads_are_watched_at_once_over_few_connections()
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => Simulator.AddUpload(UploadScript.Pending(Milliseconds(i)).Succeeds()))];
        using LobstrClient client = new(new LobstrClientOptions { ApiKey = Simulator.ApiKey, BaseAddress = Host.BaseAddress, TaskRequestsPerMinute = null });

        IList<UploadStatus> ends = await ids.Select(id => client.Uploads.Watch(id, Fast).LastAsync()).Merge().ToList().ToTask(Cancellation);

        Assert.Equal(ids.Order(), ends.Select(status => status.Id).Order());
        Assert.All(ends, status => Assert.Equal(UploadState.Success, status.State));
    }
}
