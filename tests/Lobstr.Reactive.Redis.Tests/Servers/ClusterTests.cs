using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>On a cluster the keys of an account lie on one node, whichever that is.</summary>
public sealed class ClusterTests : BudgetServerTests, IAsyncLifetime
{
    private const int Slots = 16_384;
    // By fixed names, for two may share a slot.
    private const int Accounts = 20;

    private readonly ClusterServer[] _nodes;

    public ClusterTests()
        : this([new(), new(), new()])
    {
    }

    private ClusterTests(ClusterServer[] nodes)
        : base(nodes[0]) => _nodes = nodes;

    public async ValueTask InitializeAsync()
    {
        foreach (ClusterServer node in _nodes)
            await node.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClusterServer node in _nodes)
            await node.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_cluster_takes_every_script_of_every_account(int count)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        ClusterServer[] nodes = _nodes[..count];
        for (int i = 0; i < count; i++)
            await nodes[i].AddSlotsAsync(Slots * i / count, (Slots * (i + 1) / count) - 1);
        foreach (ClusterServer other in nodes[1..])
            await nodes[0].MeetAsync(other);
        await Task.WhenAll(nodes.Select(node => node.WaitForAsync(count, guard.Token)));
        // One is named, and tells of the others.
        await using IConnectionMultiplexer redis = await Server.ConnectAsync();
        using var budget = new RedisSharedBudget(redis);
        await Task.WhenAll(Enumerable.Range(0, Accounts).Select(number => UseAsync(budget, $"account-{number}")));

        Assert.Equal(count, redis.GetServers().Length);
        Assert.All(redis.GetServers(), server => Assert.Equal(ServerType.Cluster, server.ServerType));
        List<int> slots = [];
        foreach (ClusterServer node in nodes)
        {
            int[] own = [.. ((RedisKey[])(await node.TellAsync("KEYS", "*account-*"))!).Select(key => redis.HashSlot(key)).Distinct()];
            Assert.NotEmpty(own);
            slots.AddRange(own);
        }

        // Each account has one, and no node a part of another's.
        Assert.Equal(Accounts, slots.Count);
        Assert.Equal(Accounts, slots.Distinct().Count());
    }

    // Everything that the scripts can do: a permit, what headers say, a 429, a wait.
    private static async Task UseAsync(RedisSharedBudget budget, string account)
    {
        var client = new BudgetClient(budget, new SharedBudgetMember
        {
            Account = account,
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
}
