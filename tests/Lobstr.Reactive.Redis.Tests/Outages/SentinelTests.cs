using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ResultRateLimit = null });
        string run = simulator.AddRun(RunScript.Succeeds(results: 1));
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        string address = $"{sentinel.Address},serviceName={SentinelServer.ServiceName}";
        await using Machine first = await Machine.StartAsync(address, service.BaseAddress, simulator.ApiKey);
        await using Machine second = await Machine.StartAsync(address, service.BaseAddress, simulator.ApiKey);
        Machine[] machines = [first, second];
        await Task.WhenAll(machines.Select(machine => machine.ConnectAsync(guard.Token)));
        foreach (Machine machine in machines)
            machine.Read(run, lanes: 4);
        await WaitAsync(() => simulator.RequestCount >= 3 * Machine.Cap, guard.Token);

        await Server.StopAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Degraded, guard.Token)));
        TimeSpan lost = simulator.Elapsed;
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
}
