namespace Lobstr.Reactive.Network.Tests;

/// <summary>The key goes nowhere but to the base address.</summary>
public sealed class RedirectTests : HostileTest
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_host_is_not_followed(int code)
    {
        HostileServer other = Serve(Say.Status("SUCCESS"));
        await EndsAtOnceAsync(code, $"{other.BaseAddress}tasks/upload/{Id}");

        Assert.Equal(0, other.Connections);
    }

    [Theory]
    [InlineData($"/v1/tasks/upload/{Id}")]
    [InlineData("/elsewhere")]
    [InlineData("//127.0.0.1/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("not an address: \u00FF")]
    public Task A_redirect_to_the_same_host_in_a_circle_or_to_nowhere_is_not_followed(string location) => EndsAtOnceAsync(302, location);

    [Fact]
    public async Task Where_the_handler_of_the_user_follows_it_the_key_stays_behind()
    {
        HostileServer other = Serve(Say.Status("SUCCESS"));
        HostileServer server = Serve(Say.Code(302, $"Location: {other.BaseAddress}\r\n"));
        using var http = new HttpClient();

        Assert.Equal(new Seen("SUCCESS", Error: null), await WatchAsync(CreateClient(server.BaseAddress, http: http)));

        Assert.Contains(Key, Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, Assert.Single(other.Requests), StringComparison.OrdinalIgnoreCase);
        // Connections that are the user's are closed by the user.
        http.Dispose();
    }

    private async Task EndsAtOnceAsync(int code, string location)
    {
        HostileServer server = Serve(Say.Code(code, $"Location: {location}\r\n"), Say.Status("SUCCESS"));

        Seen seen = await WatchAsync(server);

        Assert.Equal("", seen.Statuses);
        Assert.Equal(code, (int)Assert.IsType<LobstrApiException>(seen.Error).StatusCode);
        Assert.Single(server.Requests);
    }
}
