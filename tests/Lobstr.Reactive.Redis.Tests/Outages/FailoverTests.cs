using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The server dies, and its replica is promoted: machines that were told of both go on there, with what it knows.</summary>
public sealed class FailoverTests(RedisBudgetServer server) : BudgetServerTests(server), IClassFixture<RedisBudgetServer>, IAsyncDisposable
{
    [Fact]
    public async Task Machines_go_on_with_a_replica_that_is_promoted()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var replica = new ReplicaServer(Server);
        await replica.InitializeAsync();
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ResultRateLimit = null });
        string run = simulator.AddRun(RunScript.Succeeds(results: 1));
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        string both = $"{Server.Address},{replica.Address}";
        await using Machine first = await Machine.StartAsync(both, service.BaseAddress, simulator.ApiKey);
        await using Machine second = await Machine.StartAsync(both, service.BaseAddress, simulator.ApiKey);
        Machine[] machines = [first, second];
        foreach (Machine machine in machines)
            machine.Read(run, lanes: 4);
        await WaitAsync(() => simulator.RequestCount >= 3 * Machine.Cap, guard.Token);

        await Server.StopAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Degraded, guard.Token)));
        TimeSpan lost = simulator.Elapsed;
        await replica.PromoteAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Healthy, guard.Token)));
        TimeSpan back = simulator.Elapsed;
        int[] calls = [.. machines.Select(machine => machine.Calls)];
        await WaitAsync(() => machines.Zip(calls).All(pair => pair.First.Calls > pair.Second + 10), guard.Token);

        TimeSpan[] arrivals = [.. simulator.Requests.Select(request => request.ArrivedAt!.Value).Order()];
        int most = Machine.MostInAWindow(arrivals);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"back after {(back - lost).TotalSeconds:0.0} s; {arrivals.Length} requests, at most {most} in a window"));
        // What the replica was not told of, and the parts of machines that are on their own, come on top once.
        Assert.InRange(most, Machine.Cap / 2, Machine.Cap + (Machine.Cap / 2));
        Assert.All(machines, machine => Assert.Equal([typeof(SharedBudgetLost), typeof(SharedBudgetRegained)], machine.Sharing.Select(happened => happened.GetType())));
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
