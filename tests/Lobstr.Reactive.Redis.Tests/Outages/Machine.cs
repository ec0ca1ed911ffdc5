using System.Reactive.Linq;
using System.Text.Json;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A program on the hosting package that shares its budget: reads results, which have windows of a second, one call after another.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _lanes = [];
    private int _calls;

    private Machine(IHost host) => _host = host;

    public const int Cap = 20;

    /// <summary>How many calls have been answered.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public List<LobstrEvent> Sharing { get; } = [];

    public static async Task<Machine> StartAsync(string server, Uri service, string apiKey)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddLobstr(options =>
            {
                options.ApiKey = apiKey;
                options.BaseAddress = service;
                options.RequestTimeout = TimeSpan.FromSeconds(3);
                options.ResultRequestsPerSecond = Cap;
            })
            .UseRedisBudget(server);
        builder.Services.AddHealthChecks().AddLobstr();
        var machine = new Machine(builder.Build());
        await machine._host.StartAsync();
        machine.Client.Events.Where(happened => happened is SharedBudgetLost or SharedBudgetRegained).Subscribe(machine.Sharing.Add);
        return machine;
    }

    public ILobstrClient Client => _host.Services.GetRequiredService<ILobstrClient>();

    /// <summary>The most requests that have arrived within one of its windows, wherever that begins.</summary>
    public static int MostInAWindow(IEnumerable<TimeSpan> arrivals)
    {
        TimeSpan[] all = [.. arrivals];
        return all.Length == 0 ? 0 : all.Max(first => all.Count(at => at >= first && at < first + TimeSpan.FromSeconds(1)));
    }

    /// <summary>Waits until its budget is connected, however long that takes.</summary>
    public async Task ConnectAsync(CancellationToken guard)
    {
        var member = new SharedBudgetMember { Account = "nobody", Family = "tasks", Client = "nobody", UsualLimit = 90, Window = TimeSpan.FromSeconds(1) };
        ISharedBudget budget = _host.Services.GetRequiredService<IOptions<LobstrHostingOptions>>().Value.SharedBudget!;
        while (true)
        {
            try
            {
                await budget.ReleaseAsync(new SharedPermitRelease { Member = member }, guard);
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(20, guard);
            }
        }
    }

    /// <summary>Reads, on some lanes, until it is disposed.</summary>
    public void Read(string run, int lanes)
    {
        for (int lane = 0; lane < lanes; lane++)
            _lanes.Add(Task.Run(() => ReadAsync(run)));
    }

    public async Task<HealthStatus> HealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    /// <summary>Waits until its health is as it should be. Polls: nobody tells of it.</summary>
    public async Task WaitForAsync(HealthStatus status, CancellationToken guard)
    {
        while (await HealthAsync() != status)
            await Task.Delay(20, guard);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_lanes);
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(string run)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (JsonElement row in Client.Runs.ReadResultsAsync(run, _stop.Token))
                    _ = row;
                Interlocked.Increment(ref _calls);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
