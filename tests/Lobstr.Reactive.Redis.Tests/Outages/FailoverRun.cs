using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Two machines that send without a pause while their server dies and its replica takes its place.</summary>
internal static class FailoverRun
{
    /// <summary>Kills the server, and waits until both machines have lost the budget and go on with it at the replica.</summary>
    /// <param name="server">What dies.</param>
    /// <param name="address">What the machines were told.</param>
    /// <param name="promoteAsync">Makes the replica the primary, if nobody else does.</param>
    public static async Task AssertMachinesGoOnAsync(BudgetServer server, string address, Func<Task> promoteAsync)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ResultRateLimit = null });
        string run = simulator.AddRun(RunScript.Succeeds(results: 1));
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        await using Machine first = await Machine.StartAsync(address, service.BaseAddress, simulator.ApiKey);
        await using Machine second = await Machine.StartAsync(address, service.BaseAddress, simulator.ApiKey);
        Machine[] machines = [first, second];
        await Task.WhenAll(machines.Select(machine => machine.ConnectAsync(guard.Token)));
        foreach (Machine machine in machines)
            machine.Read(run, lanes: 4);
        await BudgetServerTests.WaitAsync(() => simulator.RequestCount >= 3 * Machine.Cap, guard.Token);

        await server.StopAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Degraded, guard.Token)));
        TimeSpan lost = simulator.Elapsed;
        await promoteAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Healthy, guard.Token)));
        TimeSpan back = simulator.Elapsed;
        int[] calls = [.. machines.Select(machine => machine.Calls)];
        await BudgetServerTests.WaitAsync(() => machines.Zip(calls).All(pair => pair.First.Calls > pair.Second + 10), guard.Token);

        TimeSpan[] arrivals = [.. simulator.Requests.Select(request => request.ArrivedAt!.Value).Order()];
        int most = Machine.MostInAWindow(arrivals);
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"back after {(back - lost).TotalSeconds:0.0} s; {arrivals.Length} requests, at most {most} in a window"));
        // What the replica was not told of, and the parts of machines that are on their own, come on top once.
        Assert.InRange(most, Machine.Cap / 2, Machine.Cap + (Machine.Cap / 2));
        Assert.All(machines, machine => Assert.Equal([typeof(SharedBudgetLost), typeof(SharedBudgetRegained)], machine.Sharing.Select(happened => happened.GetType())));
    }
}
