using System.Reactive.Linq;
using System.Text.Json;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Readme.Recipes;

/// <summary>From a file to rows.</summary>
public sealed class WholeJob : RecipeTest
{
    private const string Squid = "0c1f4a6be3f14d7e9d2a8b5c7f3e6d90";

    private static readonly RunScript TwoRows = RunScript.Running(TimeSpan.FromSeconds(10), results: 2).Succeeds();

    private static readonly string TasksFile = Path.Combine(AppContext.BaseDirectory, "tasks.csv");

    // A file is read in real time, while virtual time flies.
    private LobstrClient Unhurried => field ??= Simulator.CreateClient(options => options with { RequestTimeout = TimeSpan.FromDays(1) });

    private async Task StartAfterSuccess(LobstrClient client, string squid, string path)
    {
        // README: start after success
        Run run = await client.Uploads
            .Send(squid, TaskFile.FromPath(path))
            .Do(status => Console.WriteLine($"{status.RawState}, {status.Meta?.Invalid ?? 0} invalid rows"))
            .WhenSucceeded()
            .SelectMany(_ => client.Runs.Start(squid));
        Console.WriteLine($"Run {run.Id} has started.");
        // README end
    }

    private async Task FollowTheRun(LobstrClient client, string runId)
    {
        // README: follow the run
        IObservable<JsonElement> rows = client.Runs
            .WatchStats(runId)
            .Do(stats => Console.WriteLine($"{stats.PercentDone} %, {stats.TotalResults} rows"))
            .LastAsync()
            .SelectMany(_ => client.Runs.Results(runId));
        await rows.ForEachAsync(row => Console.WriteLine(row.GetRawText()));
        // README end
    }

    private async Task PullTheRows(LobstrClient client, string runId, CancellationToken cancellationToken)
    {
        // README: pull the rows
        await foreach (JsonElement row in client.Runs.ReadResultsAsync(runId, cancellationToken))
            Console.WriteLine(row.GetRawText());
        // README end
    }

    [Fact]
    public async Task The_run_starts_when_the_upload_has_succeeded()
    {
        await EndOf(StartAfterSuccess(Unhurried, Squid, TasksFile));

        StartedRun run = Assert.Single(Simulator.Runs);
        Assert.Equal(["SUCCESS, 6 invalid rows", $"Run {run.Id} has started."], Printed.TakeLast(2));
        Assert.Equal(0, run.MissedTasks);
    }

    [Fact]
    public async Task No_run_starts_after_a_failure()
    {
        Simulator.ScriptNextUpload(Failing);

        await Assert.ThrowsAsync<UploadFailedException>(() => EndOf(StartAfterSuccess(Unhurried, Squid, TasksFile)));

        Assert.Empty(Simulator.Runs);
    }

    [Fact]
    public async Task The_rows_come_when_the_run_is_done()
    {
        Simulator.AddRun("run-1", TwoRows);

        await EndOf(FollowTheRun(Client, "run-1"));

        Assert.Equal(["0 %, 0 rows", "50 %, 1 rows", "100 %, 2 rows"], Printed.Take(3));
        Assert.Equal(["Result 1", "Result 2"], Printed.Skip(3).Select(NameOf));
    }

    [Fact]
    public async Task The_rows_can_be_pulled()
    {
        Simulator.AddRun("run-1", TwoRows);
        Advance(10);

        await EndOf(PullTheRows(Client, "run-1", CancellationToken.None));

        Assert.Equal(["Result 1", "Result 2"], Printed.Select(NameOf));
    }

    private static string? NameOf(string row)
    {
        using var json = JsonDocument.Parse(row);
        return json.RootElement.GetProperty("name").GetString();
    }
}
