using System.Globalization;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A replica of another server, until it is promoted.</summary>
public sealed class ReplicaServer(BudgetServer primary) : RedisBudgetServer
{
    protected override IEnumerable<string> Options => ["--replicaof", "127.0.0.1", primary.Port.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Starts it, and returns when it knows what the primary does.</summary>
    public override async Task StartAsync()
    {
        // It is waited for others by default.
        await primary.TellAsync("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        await base.StartAsync();
        while (!((string)(await primary.TellAsync("INFO", "replication"))!).Contains("state=online", StringComparison.Ordinal))
            await Task.Delay(20);
    }

    /// <summary>As whoever watches over the two does when the other one is gone.</summary>
    public Task PromoteAsync() => TellAsync("REPLICAOF", "NO", "ONE");
}
