using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What looks wrong and does not matter.</summary>
public sealed class HarmlessTests : HostileTest
{
    private const string Smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 93\r\n\r\n";

    private static readonly string Pending = Say.StatusOf("PENDING");

    public static TheoryData<string, string> Answers => new()
    {
        { "a charset that lies", Ok("Content-Type: application/json; charset=utf-16\r\n") },
        { "a charset that does not exist", Ok("Content-Type: application/json; charset=nonsense\r\n") },
        { "a content type that is none", Ok("Content-Type: ;;;\r\n") },
        { "100 before it", "HTTP/1.1 100 Continue\r\n\r\n" + Ok() },
        { "102 and 103 before it", "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok() },
        { "nearly 64 KB of headers", Ok($"X-Large: {new string('x', 60 * 1024)}\r\n") },
        { "headers of limits that are nonsense", Ok("X-RateLimit-Remaining: -1\r\nX-RateLimit-Reset: never\r\nRetry-After: soon\r\n") },
        { "cookies", Ok("Set-Cookie: a=b\r\n") },
        { "a byte order mark", $"HTTP/1.1 200 OK\r\nContent-Length: {Pending.Length + 3}\r\n\r\n\u00EF\u00BB\u00BF{Pending}" },
        { "a byte a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Pending.Select(it => $"1\r\n{it}\r\n")) + "0\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task It_is_a_good_answer(string name, string answer)
    {
        Assert.NotEmpty(name);
        HostileServer server = Serve(Say.Text(answer), Say.Status("SUCCESS"));

        Assert.Equal(new Seen("PENDING, SUCCESS", Error: null), await WatchAsync(server, maxRetries: 0));
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain(server.Requests, request => request.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n")]
    public async Task A_body_may_end_with_its_connection(string head)
    {
        HostileServer server = Serve(Say.Text(head + Pending).AndCloses(), Say.Status("SUCCESS"));

        Assert.Equal(new Seen("PENDING, SUCCESS", Error: null), await WatchAsync(server, maxRetries: 0));
    }

    [Fact]
    public async Task What_follows_an_answer_is_not_taken_for_the_next_one()
    {
        string success = Say.StatusOf("SUCCESS");
        HostileServer server = Serve(
            Say.Text(Ok() + Smuggled.Replace("93", $"{success.Length}", StringComparison.Ordinal) + success),
            Say.Status("PROGRESS"),
            Say.Status("FAILURE"));

        Seen seen = await WatchAsync(server, maxRetries: 0);

        Assert.Equal("PENDING, PROGRESS, FAILURE", seen.Statuses);
        Assert.IsType<UploadFailedException>(seen.Error);
        Assert.Equal(2, server.Connections);
    }

    private static string Ok(string headers = "") =>
        $"HTTP/1.1 200 OK\r\n{headers}Content-Length: {Encoding.ASCII.GetByteCount(Pending)}\r\n\r\n{Pending}";
}
