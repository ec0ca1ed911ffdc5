using System.Globalization;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A node of a cluster, by itself at first: it refuses a script whose keys do not lie in one slot, as every node does.</summary>
public sealed class ClusterServer : RedisBudgetServer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster-");

    private readonly int _busPort = FreePort.Find();

    protected override IEnumerable<string> Options =>
    [
        "--dir", _folder.FullName, "--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1",
        "--cluster-port", _busPort.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>It has these slots.</summary>
    public Task AddSlotsAsync(int first, int last) => TellAsync("CLUSTER", "ADDSLOTSRANGE", first, last);

    /// <summary>It makes one cluster with another one.</summary>
    public Task MeetAsync(ClusterServer other) => TellAsync("CLUSTER", "MEET", "127.0.0.1", other.Port, other._busPort);

    /// <summary>Waits until it sees a cluster of so many nodes that can be used.</summary>
    public async Task WaitForAsync(int nodes, CancellationToken guard)
    {
        string info = "";
        while (!info.Contains("cluster_state:ok", StringComparison.Ordinal) || !info.Contains($"cluster_known_nodes:{nodes}\r\n", StringComparison.Ordinal))
        {
            await Task.Delay(20, guard);
            info = (string)(await TellAsync("CLUSTER", "INFO"))!;
        }
    }

    public override async Task StopAsync()
    {
        await base.StopAsync();
        _folder.Delete(recursive: true);
    }
}
