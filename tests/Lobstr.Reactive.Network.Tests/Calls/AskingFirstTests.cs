using System.Globalization;
using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A large file is sent when the server wants it: who refuses it and hangs up is heard.</summary>
public sealed class AskingFirstTests : HostileTest
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    private const string Expect = "Expect: 100-continue";
    private const string Ticket = $$"""{"id":"{{Id}}","object":"task_upload"}""";

    [Theory]
    [InlineData(401, true, true)]
    [InlineData(413, true, true)]
    [InlineData(429, true, true)]
    [InlineData(401, false, true)]
    [InlineData(413, true, false)]
    [InlineData(429, false, false)]
    public async Task A_refusal_before_the_file_was_read_comes_through_with_its_words(int code, bool isLengthKnown, bool isOwn)
    {
        HostileServer server = Serve(Refuses(code));
        using var http = new HttpClient();
        LobstrClient client = CreateClient(server.BaseAddress, http: isOwn ? null : http);
        using var file = new RowStream(30_000_000, isLengthKnown);

        var error = await ErrorOfAsync<LobstrApiException>(
            () => client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => file, "a.csv"), Cancellation));

        Assert.Equal((HttpStatusCode)code, error.StatusCode);
        Assert.Contains("Not from you", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("may or may not", error.Message, StringComparison.Ordinal);
        // Nothing went out but the request.
        Assert.InRange(file.BytesRead, 1, 64 * 1024);
        http.Dispose();
    }

    [Fact]
    public async Task A_429_is_waited_out_and_the_file_sent()
    {
        HostileServer server = Serve(
            Say.Text("HTTP/1.1 429 Whatever\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").AndCloses(),
            Takes(says100: true),
            Say.Status("SUCCESS"));
        LobstrClient client = CreateClient(server.BaseAddress);

        UploadStatus status = await client.Uploads
            .SendAndWatch(Squid, TaskFile.FromStream(() => new RowStream(2_000_000), "a.csv"), Fast(maxRetries: 0))
            .ToTask(Cancellation);

        Assert.Equal(UploadState.Success, status.State);
        Assert.Equal(2, server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_gets_the_file_whether_it_says_go_on_or_ignores_the_request_to_ask_first(bool says100)
    {
        HostileServer server = Serve(Takes(says100));
        LobstrClient client = CreateClient(server.BaseAddress);

        string id = await client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new RowStream(2_000_000), "a.csv"), Cancellation);

        Assert.Equal(Id, id);
        Assert.Contains(Expect, Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_question_gets_the_file_without_it()
    {
        HostileServer server = Serve(Say.Code(417, "Connection: close\r\n").AndCloses(), Takes(says100: false));
        LobstrClient client = CreateClient(server.BaseAddress);

        string id = await client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new RowStream(2_000_000), "a.csv"), Cancellation);

        Assert.Equal(Id, id);
        Assert.Equal([true, false], server.Requests.Select(request => request.Contains(Expect, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_server_that_says_for_ever_that_it_does_not_is_asked_twice()
    {
        HostileServer server = Serve(
            Say.Code(417, "Connection: close\r\n").AndCloses(),
            async wire =>
            {
                await wire.ReadBodyAsync(2_000_000);
                await Say.Code(417, "Connection: close\r\n").AndCloses()(wire);
            });
        LobstrClient client = CreateClient(server.BaseAddress);

        var error = await ErrorOfAsync<Exception>(
            () => client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new RowStream(2_000_000), "a.csv"), Cancellation));

        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("Timeout", error.GetType().Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_small_file_or_the_start_of_a_run()
    {
        HostileServer server = Serve(Takes(says100: false), async wire =>
        {
            await wire.ReadBodyAsync($$"""{"squid":"{{Squid}}"}""".Length);
            await Say.Body("""{"id":"r","status":"pending"}""")(wire);
        });
        LobstrClient client = CreateClient(server.BaseAddress);

        await client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new RowStream(100_000), "a.csv"), Cancellation);
        await client.Runs.StartAsync(Squid, Cancellation);

        Assert.All(server.Requests, request => Assert.DoesNotContain("Expect", request, StringComparison.OrdinalIgnoreCase));
    }

    // As a gateway does that wants nothing of it: an answer, and the connection is closed with the file unread.
    private static Func<Wire, Task> Refuses(int code) =>
        Say.Code(code, "Connection: close\r\n", """{"detail":"Not from you"}""").AndCloses();

    private static Func<Wire, Task> Takes(bool says100) => async wire =>
    {
        if (says100)
            await wire.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        const string name = "Content-Length: ";
        string head = wire.Head[(wire.Head.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length)..];
        await wire.ReadBodyAsync(int.Parse(head[..head.IndexOf('\r', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
        await Say.Body(Ticket)(wire);
    };
}
