using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The server is stopped, comes back, or is slow: nobody hangs, and everybody comes back.</summary>
public abstract class OutageTests(BudgetServer server) : BudgetServerTests(server)
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_server_that_is_stopped_for_five_windows_is_done_without_and_used_again()
    {
        using var guard = new CancellationTokenSource(Guard);
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ResultRateLimit = new RateLimit(1000, Second), RateLimitHeaders = false });
        string run = simulator.AddRun(RunScript.Succeeds(results: 1));
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        await using Machine first = await Machine.StartAsync(Server.Address, service.BaseAddress, simulator.ApiKey);
        await using Machine second = await Machine.StartAsync(Server.Address, service.BaseAddress, simulator.ApiKey);
        Machine[] machines = [first, second];
        foreach (Machine machine in machines)
            machine.Read(run, lanes: 4);
        await WaitAsync(() => simulator.RequestCount >= 3 * Machine.Cap, guard.Token);
        Assert.All(await Task.WhenAll(machines.Select(machine => machine.HealthAsync())), health => Assert.Equal(HealthStatus.Healthy, health));

        await Server.StopAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Degraded, guard.Token)));
        TimeSpan lost = simulator.Elapsed;
        await WaitAsync(() => simulator.Elapsed > lost + (Second * 5), guard.Token);
        Assert.All(await Task.WhenAll(machines.Select(machine => machine.HealthAsync())), health => Assert.Equal(HealthStatus.Degraded, health));
        TimeSpan back = simulator.Elapsed;
        await Server.StartAsync();
        await Task.WhenAll(machines.Select(machine => machine.WaitForAsync(HealthStatus.Healthy, guard.Token)));
        int[] calls = [.. machines.Select(machine => machine.Calls)];
        await WaitAsync(() => machines.Zip(calls).All(pair => pair.First.Calls > pair.Second + 10), guard.Token);

        TimeSpan[] arrivals = [.. simulator.Requests.Select(request => request.ArrivedAt!.Value).Order()];
        // A quarter of the cap each, once the window has passed in which it was stopped.
        int alone = Machine.MostInAWindow(arrivals.Where(at => at > lost + Second && at <= back));
        int most = Machine.MostInAWindow(arrivals);
        TestContext.Current.TestOutputHelper!.WriteLine($"{arrivals.Length} requests, at most {most} in a window; without the server at most {alone}");
        Assert.InRange(alone, 1, 2 * Machine.Cap / 4);
        // When it goes and when it comes, one of them may be on its own while the other is not.
        Assert.InRange(most, Machine.Cap / 2, Machine.Cap + (Machine.Cap / 4));
        Assert.All(machines, machine => Assert.Equal([typeof(SharedBudgetLost), typeof(SharedBudgetRegained)], machine.Sharing.Select(happened => happened.GetType())));
    }

    [Fact]
    public async Task A_program_starts_while_there_is_no_server_and_uses_it_when_it_is_there()
    {
        using var guard = new CancellationTokenSource(Guard);
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ResultRateLimit = null });
        string run = simulator.AddRun(RunScript.Succeeds(results: 1));
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        await Server.StopAsync();
        await using Machine machine = await Machine.StartAsync(Server.Address, service.BaseAddress, simulator.ApiKey);
        machine.Read(run, lanes: 2);
        await machine.WaitForAsync(HealthStatus.Degraded, guard.Token);
        await WaitAsync(() => machine.Calls > 5, guard.Token);
        await Server.StartAsync();

        await machine.WaitForAsync(HealthStatus.Healthy, guard.Token);
        await WaitAsync(() => machine.Calls > 50, guard.Token);
    }

    [Fact]
    public async Task While_there_is_no_connection_a_call_fails_at_once()
    {
        await Server.StopAsync();
        using var guard = new CancellationTokenSource(Guard);
        await WaitAsync(() => !Server.Admin.IsConnected, guard.Token);
        using RedisSharedBudget budget = Budget();
        BudgetClient client = Client(budget, "a", cap: 10, Second);
        ValueTask<SharedPermit> asked = budget.AcquireAsync(new SharedPermitRequest { Member = client.Member }, guard.Token);

        Assert.True(asked.IsFaulted);
        await Assert.ThrowsAsync<RedisConnectionException>(() => asked.AsTask());
        await Server.StartAsync();
        await WaitAsync(() => Server.Admin.IsConnected, guard.Token);
        Assert.NotNull((await client.WaitAsync()).Id);
    }

    [Fact]
    public async Task A_server_that_takes_a_second_a_call_is_used_and_its_cap_holds()
    {
        using var guard = new CancellationTokenSource(Guard);
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ResultRateLimit = null });
        string run = simulator.AddRun(RunScript.Succeeds(results: 1));
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);
        await using var slow = new SlowProxy(Server.Port, Second);
        await using Machine first = await Machine.StartAsync(slow.Address, service.BaseAddress, simulator.ApiKey);
        await using Machine second = await Machine.StartAsync(slow.Address, service.BaseAddress, simulator.ApiKey);
        Machine[] machines = [first, second];
        await Task.WhenAll(machines.Select(machine => machine.ConnectAsync(guard.Token)));
        foreach (Machine machine in machines)
            machine.Read(run, lanes: 4);

        await WaitAsync(() => machines.All(machine => machine.Calls >= 3), guard.Token);
        Assert.All(machines, machine => Assert.Empty(machine.Sharing));
        TimeSpan span = simulator.Requests[^1].ArrivedAt!.Value - simulator.Requests[0].ArrivedAt!.Value;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{simulator.RequestCount} requests of two machines in {span.TotalSeconds:0.0} s"));
        Assert.InRange(Machine.MostInAWindow(simulator.Requests.Select(request => request.ArrivedAt!.Value).Order()), 1, Machine.Cap);
    }
}
