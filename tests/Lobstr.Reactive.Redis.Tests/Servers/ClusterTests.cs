using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>On a cluster the keys of an account lie on one node, wherever that is.</summary>
public sealed class ClusterTests(ClusterServer server) : BudgetServerTests(server), IClassFixture<ClusterServer>
{
    [Fact]
    public async Task A_cluster_takes_every_script_of_every_account()
    {
        await Server.TellAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        while (!((string)(await Server.TellAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await using IConnectionMultiplexer redis = await Server.ConnectAsync();
        using var budget = new RedisSharedBudget(redis);
        foreach (int number in Enumerable.Range(0, 20))
        {
            var client = new BudgetClient(budget, new SharedBudgetMember
            {
                Account = $"{Account}{number}",
                Family = "tasks",
                Client = "a",
                Cap = 2,
                UsualLimit = 90,
                Window = TimeSpan.FromMilliseconds(100),
            });
            await client.GiveBackAsync(await client.WaitAsync(), change: release => release with { Remaining = 1, Reset = 7, ResetIn = TimeSpan.FromMilliseconds(100) });
            await client.GiveBackAsync(await client.WaitAsync(), SharedPermitOutcome.Throttled);
            Assert.NotNull((await client.WaitAsync()).Id);
        }

        Assert.Equal(ServerType.Cluster, Assert.Single(redis.GetServers()).ServerType);
        Assert.Equal(20, (await KeysAsync()).Select(key => redis.HashSlot(key)).Distinct().Count());
    }
}
