using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A client with the marked key, a far end that knows it, and something that goes wrong between them.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Script">What the far end does.</param>
public sealed record KeyScenario(string Name, Action<StubHandler> Script)
{
    // Longer than any retry or timeout that is asked for here.
    private const double Seconds = 4_000;

    private static readonly WatchOptions Watch = new() { Timeout = TimeSpan.FromSeconds(60), Retry = new RetryPolicy { MaxRetries = 1, Jitter = () => 0.5 } };

    private static readonly (string Name, Func<LobstrClient, Task> Call)[] Calls =
    [
        ("GetStatusAsync", client => client.Uploads.GetStatusAsync(ClientRun.Id)),
        ("Watch", client => client.Uploads.Watch(ClientRun.Id, Watch).ToTask()),
        ("SendAsync", client => client.Uploads.SendAsync("squid", TaskFile.FromText("url\n", "tasks.csv"))),
        ("Send", client => client.Uploads.SendAndWatch("squid", TaskFile.FromText("url\n", "tasks.csv"), Watch).ToTask()),
        ("StartAsync", client => client.Runs.StartAsync("squid")),
        ("GetAsync", client => client.Runs.GetAsync("run")),
        ("GetStatsAsync", client => client.Runs.GetStatsAsync("run")),
        ("AbortAsync", client => client.Runs.AbortAsync("run")),
        ("ListAsync", client => client.Runs.ListAsync("squid").ReadAllAsync()),
        ("ReadTasksAsync", client => client.Runs.ReadTasksAsync("run").ReadAllAsync()),
        ("Watch run", client => client.Runs.Watch("run", Watch).ToTask()),
        ("WatchStats", client => client.Runs.WatchStats("run", Watch).ToTask()),
        // Rows are the user's, as they are.
        ("Results", client => client.Runs.Results("run").Count().ToTask()),
        ("GetDownloadUrlAsync", client => client.Runs.GetDownloadUrlAsync("run")),
        ("DownloadAsync", client => client.Runs.DownloadAsync("run", new MemoryStream())),
        ("GetAsync squid", client => client.Squids.GetAsync("squid")),
        ("ListAsync squids", client => client.Squids.ListAsync().ReadAllAsync()),
        ("ConfigureAsync", client => client.Squids.ConfigureAsync("squid", new SquidSettings { Concurrency = 2 })),
        ("EmptyAsync", client => client.Squids.EmptyAsync("squid")),
        ("CheckAsync", client => client.Squids.CheckAsync("squid", TaskFile.FromText("url\n", "tasks.csv"))),
        ("GetBalanceAsync", client => client.GetBalanceAsync()),
    ];

    /// <summary>Lets everything that a client can do go wrong in this way.</summary>
    public void Play(KeyHunt hunt)
    {
        foreach ((string name, Func<LobstrClient, Task> call) in Calls)
        {
            using ClientRun run = new(options => options with { ApiKey = MarkedKey.Value });
            string where = $"{Name}, {name}:";
            using IDisposable listening = run.Client.Events.Subscribe(happened => hunt.Walk(where, happened));
            Script(run.Service);
            run.Service.Forever();
            Task task = call(run.Client);
            run.RunTo(Seconds);
            // What goes on for ever ends with its client.
            run.Client.Dispose();
            run.RunTo(Seconds + 1);
            Assert.True(task.IsCompleted, $"{where} no end.");
            hunt.Walk(where, task.Exception ?? ResultOf(task));
            hunt.Walk(where, run.Client);
        }
    }

    private static object? ResultOf(Task task) =>
        task.IsCompletedSuccessfully ? task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task) : null;
}
