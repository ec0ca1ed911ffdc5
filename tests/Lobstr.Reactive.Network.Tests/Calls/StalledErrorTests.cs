using System.Net;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>The headers of an error are an answer, whether its words come or not.</summary>
public sealed class StalledErrorTests : HostileTest
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    // Before the five seconds that words have, and long enough for a machine that is busy.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(401, typeof(LobstrAuthenticationException), true)]
    [InlineData(429, typeof(LobstrRateLimitException), true)]
    [InlineData(404, typeof(UploadNotFoundException), false)]
    [InlineData(503, typeof(LobstrApiException), false)]
    public async Task A_call_is_told_the_status_when_its_time_is_up(int code, Type type, bool isOwn)
    {
        HostileServer server = Serve(Stalls(code));
        using var http = new HttpClient();
        LobstrClient client = CreateClient(server.BaseAddress, Short, isOwn ? null : http);

        var error = await ErrorOfAsync<LobstrApiException>(() => client.Uploads.GetStatusAsync(Id, Cancellation));

        Assert.IsType(type, error);
        Assert.Equal((HttpStatusCode)code, error.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
        Assert.Single(server.Requests);
        http.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_key_ends_a_watch_after_five_seconds(bool isOwn)
    {
        HostileServer server = Serve(Stalls(401));
        using var http = new HttpClient();

        Seen seen = await WatchAsync(CreateClient(server.BaseAddress, http: isOwn ? null : http));

        Assert.IsType<LobstrAuthenticationException>(seen.Error);
        Assert.Single(server.Requests);
        http.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_throttled_watch_waits_as_it_is_told_and_goes_on(bool isOwn)
    {
        HostileServer server = Serve(
            Say.Text("HTTP/1.1 429 Whatever\r\nRetry-After: 1\r\nContent-Length: 100\r\n\r\n{"),
            Say.Status("SUCCESS"));
        using var http = new HttpClient();

        Seen seen = await WatchAsync(CreateClient(server.BaseAddress, Short, isOwn ? null : http), maxRetries: 0);

        Assert.Equal(new Seen("SUCCESS", Error: null), seen);
        http.Dispose();
    }

    [Fact]
    public async Task A_start_of_a_run_that_is_refused_is_refused()
    {
        HostileServer server = Serve(async wire =>
        {
            await wire.ReadBodyAsync($$"""{"squid":"{{Squid}}"}""".Length);
            await Stalls(400)(wire);
        });
        LobstrClient client = CreateClient(server.BaseAddress, Short);

        var error = await ErrorOfAsync<LobstrApiException>(() => client.Runs.StartAsync(Squid, Cancellation));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.DoesNotContain("may or may not", error.Message, StringComparison.Ordinal);
    }

    // Headers, one byte of the body, and silence.
    private static Func<Wire, Task> Stalls(int code) => Say.Text($"HTTP/1.1 {code} Whatever\r\nRetry-After: 3\r\nContent-Length: 100\r\n\r\n{{");
}
