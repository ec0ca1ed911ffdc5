using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The server dies, and its replica is promoted: machines that were told of both go on there, with what it knows.</summary>
public sealed class FailoverTests(RedisBudgetServer server) : BudgetServerTests(server), IClassFixture<RedisBudgetServer>, IAsyncDisposable
{
    [Fact]
    public async Task Machines_go_on_with_a_replica_that_is_promoted()
    {
        await using var replica = new ReplicaServer(Server);
        await replica.InitializeAsync();

        await FailoverRun.AssertMachinesGoOnAsync(Server, $"{Server.Address},{replica.Address}", replica.PromoteAsync);
    }

    [Fact]
    public async Task It_knows_which_permits_were_granted_and_a_user_who_may_ask_for_its_role_goes_on_there()
    {
        await using var replica = new ReplicaServer(Server);
        await replica.InitializeAsync();
        foreach (BudgetServer each in (BudgetServer[])[Server, replica])
            await each.TellAsync(["ACL", "SETUSER", "lobstr", .. AccessTests.Rights.Split(' '), "+info"]);
        await using IConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(
            $"{Server.Address},{replica.Address},abortConnect=false,user=lobstr,password=secret,configCheckSeconds=1");
        using var budget = new RedisSharedBudget(redis);
        BudgetClient client = Client(budget, "a", cap: 2, TimeSpan.FromMinutes(1));
        await client.GiveBackAsync(await client.WaitAsync());
        await client.AskAsync();
        string? epoch = client.Epoch;
        Assert.Equal(1, (int)await Server.TellAsync("WAIT", "1", "10000"));

        await Server.StopAsync();
        await replica.PromoteAsync();
        SharedPermit? next = null;
        while (next is null)
            next = await TryAsync(client);
        Assert.Equal((null, epoch), (next.Value.Id, next.Value.Epoch));
        Assert.True(next.Value.RetryAfter > TimeSpan.Zero);
    }

    // The next test has a server of its own again.
    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync();
        await Server.StartAsync();
    }

    private static async Task<SharedPermit?> TryAsync(BudgetClient client)
    {
        try
        {
            return await client.AskAsync();
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            await Task.Delay(50);
            return null;
        }
    }
}
