using System.Globalization;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A cluster of one node: it refuses a script whose keys do not lie in one slot, as every cluster does.</summary>
public sealed class ClusterServer : RedisBudgetServer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cluster-");

    protected override IEnumerable<string> Options =>
    [
        "--dir", _folder.FullName, "--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1",
        "--cluster-port", FreePort().ToString(CultureInfo.InvariantCulture),
    ];

    public override async Task StopAsync()
    {
        await base.StopAsync();
        _folder.Delete(recursive: true);
    }
}
