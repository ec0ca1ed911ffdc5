using System.Globalization;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A sentinel: watches over a server, and promotes its replica when it is gone.</summary>
public sealed class SentinelServer(BudgetServer primary) : RedisBudgetServer
{
    /// <summary>What it calls the two.</summary>
    public const string ServiceName = "budget";

    // It writes down what it has seen, so that it needs a file.
    private readonly string _configuration = Path.GetTempFileName();

    protected override IEnumerable<string> Arguments => [_configuration, "--sentinel"];

    protected override CommandMap Commands => CommandMap.Sentinel;

    protected override string ReadyLine => $"+monitor master {ServiceName}";

    /// <summary>Starts it, and returns when it knows the replica.</summary>
    public override async Task StartAsync()
    {
        await File.WriteAllTextAsync(_configuration, string.Create(CultureInfo.InvariantCulture, $"""
            port {Port}
            bind 127.0.0.1
            sentinel monitor {ServiceName} 127.0.0.1 {primary.Port} 1
            sentinel down-after-milliseconds {ServiceName} 5000
            sentinel failover-timeout {ServiceName} 5000

            """));
        await base.StartAsync();
    }

    public override async Task StopAsync()
    {
        await base.StopAsync();
        File.Delete(_configuration);
    }

    /// <summary>Waits until it knows a replica that it can promote.</summary>
    public async Task WaitForReplicaAsync(CancellationToken guard)
    {
        while ((await TellAsync("SENTINEL", "REPLICAS", ServiceName)).Length == 0)
            await Task.Delay(100, guard);
    }
}
