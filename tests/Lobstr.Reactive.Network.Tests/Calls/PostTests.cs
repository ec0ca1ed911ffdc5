namespace Lobstr.Reactive.Network.Tests;

/// <summary>What changes something is sent once, whatever becomes of the answer.</summary>
public sealed class PostTests : HostileTest
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    private const string Caveat = "may or may not have been taken";

    private static readonly string Large = new('x', 5_000_000);

    public static TheoryData<string> Names => [.. ConnectionAttacks.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_run_is_started_once_at_the_most(string name)
    {
        Attack attack = ConnectionAttacks.All.Single(it => it.Name == name);
        HostileServer server = Serve(async wire =>
        {
            await wire.ReadBodyAsync($$"""{"squid":"{{Squid}}"}""".Length);
            await attack.Script(wire);
        });
        LobstrClient client = CreateClient(server.BaseAddress, attack.RequestTimeout);

        Exception error = await ErrorOfAsync<Exception>(() => client.Runs.StartAsync(Squid, Cancellation));

        Assert.Contains(Caveat, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("POST /v1/runs ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_before_it_has_read_the_file_is_heard()
    {
        HostileServer server = Serve(async wire =>
        {
            await wire.SendAsync("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 22\r\n\r\n{\"detail\":\"Too large\"}");
            await wire.ReadBodyAsync(Large.Length);
            wire.Close();
        });
        LobstrClient client = CreateClient(server.BaseAddress);

        var error = await ErrorOfAsync<LobstrApiException>(() => client.Uploads.SendAsync(Squid, TaskFile.FromText(Large, "a.csv"), Cancellation));

        Assert.Equal(413, (int)error.StatusCode);
        Assert.Contains("Too large", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_resets_in_the_middle_of_the_file_is_an_error_with_a_caveat()
    {
        HostileServer server = Serve(async wire =>
        {
            await wire.ReadBodyAsync(100_000);
            wire.Reset();
        });
        LobstrClient client = CreateClient(server.BaseAddress);

        var error = await ErrorOfAsync<HttpRequestException>(() => client.Uploads.SendAsync(Squid, TaskFile.FromText(Large, "a.csv"), Cancellation));

        Assert.Contains(Caveat, error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_success_that_comes_before_the_file_has_been_read_is_a_success()
    {
        HostileServer server = Serve(async wire =>
        {
            await Say.Body($$"""{"id":"{{Id}}","object":"task_upload"}""")(wire);
            await wire.ReadBodyAsync(Large.Length);
        });
        LobstrClient client = CreateClient(server.BaseAddress);

        Assert.Equal(Id, await client.Uploads.SendAsync(Squid, TaskFile.FromText(Large, "a.csv"), Cancellation));
    }
}
