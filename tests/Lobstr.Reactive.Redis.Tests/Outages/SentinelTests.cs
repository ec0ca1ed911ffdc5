namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The server dies, and a sentinel promotes its replica: machines that were told of the sentinel go on there.</summary>
public sealed class SentinelTests(RedisBudgetServer server) : BudgetServerTests(server), IClassFixture<RedisBudgetServer>
{
    [Fact]
    public async Task Machines_follow_the_sentinel()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var replica = new ReplicaServer(Server);
        await replica.InitializeAsync();
        await using var sentinel = new SentinelServer(Server);
        await sentinel.InitializeAsync();
        await sentinel.WaitForReplicaAsync(guard.Token);

        await FailoverRun.AssertMachinesGoOnAsync(Server, $"{sentinel.Address},serviceName={SentinelServer.ServiceName}", promoteAsync: () => Task.CompletedTask);
    }
}
