using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Whatever a client can be asked, by a name.</summary>
public static class ClientCalls
{
    private static readonly WatchOptions Watch = new() { Timeout = TimeSpan.FromSeconds(60), Retry = new RetryPolicy { MaxRetries = 1, Jitter = () => 0.5 } };

    public static IReadOnlyDictionary<string, Func<LobstrClient, Task>> All { get; } = new Dictionary<string, Func<LobstrClient, Task>>
    {
        ["GetStatusAsync"] = client => client.Uploads.GetStatusAsync(ClientRun.Id),
        ["Watch"] = client => client.Uploads.Watch(ClientRun.Id, Watch).ToTask(),
        ["SendAsync"] = client => client.Uploads.SendAsync("squid", TaskFile.FromText("url\n", "tasks.csv")),
        ["Send"] = client => client.Uploads.SendAndWatch("squid", TaskFile.FromText("url\n", "tasks.csv"), Watch).ToTask(),
        ["StartAsync"] = client => client.Runs.StartAsync("squid"),
        ["GetAsync"] = client => client.Runs.GetAsync("run"),
        ["GetStatsAsync"] = client => client.Runs.GetStatsAsync("run"),
        ["AbortAsync"] = client => client.Runs.AbortAsync("run"),
        ["ListAsync"] = client => client.Runs.ListAsync("squid").ReadAllAsync(),
        ["ReadTasksAsync"] = client => client.Runs.ReadTasksAsync("run").ReadAllAsync(),
        ["Watch run"] = client => client.Runs.Watch("run", Watch).ToTask(),
        ["WatchStats"] = client => client.Runs.WatchStats("run", Watch).ToTask(),
        // Rows are the user's, as they are.
        ["Results"] = client => client.Runs.Results("run").Count().ToTask(),
        ["GetDownloadUrlAsync"] = client => client.Runs.GetDownloadUrlAsync("run"),
        ["DownloadAsync"] = client => client.Runs.DownloadAsync("run", new MemoryStream()),
        ["GetAsync squid"] = client => client.Squids.GetAsync("squid"),
        ["ListAsync squids"] = client => client.Squids.ListAsync().ReadAllAsync(),
        ["ListAsync squids by name"] = client => client.Squids.ListAsync("Maps").ReadAllAsync(),
        ["ConfigureAsync"] = client => client.Squids.ConfigureAsync("squid", new SquidSettings { Concurrency = 2 }),
        ["EmptyAsync"] = client => client.Squids.EmptyAsync("squid"),
        ["CheckAsync"] = client => client.Squids.CheckAsync("squid", TaskFile.FromText("url\n", "tasks.csv")),
        ["GetBalanceAsync"] = client => client.GetBalanceAsync(),
    };
}
