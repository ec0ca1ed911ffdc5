using System.Net;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What no other request would change, and what an error is worth whose body is lost.</summary>
public sealed class FinalTests : HostileTest
{
    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(402)]
    [InlineData(409)]
    [InlineData(418)]
    [InlineData(451)]
    [InlineData(499)]
    public Task It_ends_the_watch_at_once(int code) => EndsAtOnceAsync<LobstrApiException>(Say.Code(code), code);

    [Fact]
    public Task A_change_of_protocol_ends_the_watch_at_once() => EndsAtOnceAsync<LobstrApiException>(
        Say.Text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n").AndCloses(), 101);

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n{")]
    [InlineData("Content-Encoding: gzip\r\n\r\nnone")]
    [InlineData("Content-Encoding: rot13\r\n\r\nnone")]
    public async Task What_an_error_is_does_not_depend_on_its_body(string rest)
    {
        await EndsAtOnceAsync<LobstrApiException>(Broken(400), 400);
        await EndsAtOnceAsync<LobstrAuthenticationException>(Broken(401), 401);
        await EndsAtOnceAsync<LobstrAuthenticationException>(Broken(403), 403);
        await EndsAtOnceAsync<UploadNotFoundException>(Broken(404), 404);

        Func<Wire, Task> Broken(int code) => Say.Text($"HTTP/1.1 {code} No\r\n{rest}").AndCloses();
    }

    [Fact]
    public async Task A_429_costs_no_retry_where_its_body_is_lost()
    {
        HostileServer server = Serve(
            Say.Text("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 100\r\n\r\n{").AndResets(), Say.Status("SUCCESS"));

        Assert.Equal(new Seen("SUCCESS", Error: null), await WatchAsync(server, maxRetries: 0));
    }

    [Fact]
    public async Task A_server_in_trouble_is_told_apart_by_its_status_where_its_body_is_lost()
    {
        HostileServer server = Serve(
            Say.Text("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n{").AndResets());

        Seen seen = await WatchAsync(server, maxRetries: 0);

        var error = Assert.IsType<LobstrApiException>(seen.Error);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(7)), (error.StatusCode, error.RetryAfter));
    }

    [Fact]
    public async Task A_key_that_the_service_repeats_is_hidden()
    {
        HostileServer server = Serve(Say.Code(400, body: $$"""{"detail":"Bad {{Key}}","type":"{{Key}}","param":"{{Key}}"}"""));

        Seen seen = await WatchAsync(server);

        Assert.Contains("Bad (hidden)", seen.Error?.Message, StringComparison.Ordinal);
    }

    private async Task EndsAtOnceAsync<T>(Func<Wire, Task> script, int code)
        where T : LobstrApiException
    {
        HostileServer server = Serve(script, Say.Status("SUCCESS"));

        Seen seen = await WatchAsync(server);

        Assert.Equal("", seen.Statuses);
        Assert.Equal(code, (int)Assert.IsType<T>(seen.Error).StatusCode);
        Assert.Single(server.Requests);
    }
}
