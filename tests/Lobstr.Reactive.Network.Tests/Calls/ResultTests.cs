using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Results and files come whole or not at all.</summary>
public sealed class ResultTests : HostileTest
{
    private const string File = "name\nfirst\nsecond\n";

    [Fact]
    public async Task Pages_that_break_come_again_and_no_row_twice()
    {
        string second = Page(2);
        HostileServer server = Serve(
            Say.Body(Page(1)),
            Say.Text($"HTTP/1.1 200 OK\r\nContent-Length: {second.Length}\r\n\r\n{second[..^10]}").AndResets(),
            Say.Body(second));
        LobstrClient client = CreateClient(server.BaseAddress);

        IList<JsonElement> rows = await client.Runs.Results(Id).ToList().ToTask(Cancellation);

        Assert.Equal([1, 2], rows.Select(row => row.GetProperty("n").GetInt32()));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n" + File)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n12\r\n" + File + "\r\n")]
    [InlineData("\r\n" + File)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n40\r\n" + File)]
    public async Task A_file_that_breaks_off_is_an_error_and_its_server_never_sees_the_key(string rest)
    {
        HostileServer files = Serve(Say.Text("HTTP/1.1 200 OK\r\n" + rest).AndCloses());
        HostileServer server = Serve(Say.Body($$"""{"status":"done","s3":"{{files.BaseAddress}}file.csv"}"""));
        LobstrClient client = CreateClient(server.BaseAddress);
        using var destination = new OneWayStream();

        var error = await ErrorOfAsync<IOException>(() => client.Runs.DownloadAsync(Id, destination, Cancellation));

        Assert.Contains("broke off", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(files.Requests, request => request.Contains(Key, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(files.Requests);
    }

    [Fact]
    public async Task A_file_that_breaks_off_comes_again_where_it_can_be_written_again()
    {
        HostileServer files = Serve(
            Say.Text($"HTTP/1.1 200 OK\r\nContent-Length: {File.Length}\r\n\r\n{File[..^5]}").AndResets(),
            Say.Body(File));
        HostileServer server = Serve(Say.Body($$"""{"status":"done","s3":"{{files.BaseAddress}}file.csv"}"""));
        LobstrClient client = CreateClient(server.BaseAddress);
        using var destination = new MemoryStream();

        await client.Runs.DownloadAsync(Id, destination, Cancellation);

        Assert.Equal(File, System.Text.Encoding.ASCII.GetString(destination.ToArray()));
    }

    private static string Page(int page) =>
        $$"""{"total_results":2,"limit":1,"page":{{page}},"total_pages":2,"next":{{(page == 1 ? "\"?page=2\"" : "null")}},"data":[{"id":"{{page}}","n":{{page}}}]}""";

    private sealed class OneWayStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
