using System.Reactive.Linq;
using System.Text.Json;

namespace Lobstr.Reactive.Readme.Tests.Recipes;

/// <summary>From a file to rows.</summary>
public sealed class WholeJob : RecipeTest
{
    private const string Squid = "0c1f4a6be3f14d7e9d2a8b5c7f3e6d90";

    private static readonly string TasksFile = Path.Combine(AppContext.BaseDirectory, "tasks.csv");

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
            .Watch(runId)
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
        using var runs = new ScriptedRuns(Simulator);

        await EndOf(StartAfterSuccess(runs.Client, Squid, TasksFile));

        Assert.Equal("SUCCESS, 6 invalid rows", Printed[^2]);
        Assert.Equal("Run run-1 has started.", Printed[^1]);
        Assert.Equal("POST runs", runs.Requests.Single());
    }

    [Fact]
    public async Task No_run_starts_after_a_failure()
    {
        Simulator.ScriptNextUpload(Failing);
        using var runs = new ScriptedRuns(Simulator);

        await Assert.ThrowsAsync<UploadFailedException>(() => EndOf(StartAfterSuccess(runs.Client, Squid, TasksFile)));

        Assert.Empty(runs.Requests);
    }

    [Fact]
    public async Task The_rows_come_when_the_run_is_done()
    {
        using var runs = new ScriptedRuns(Simulator);

        await EndOf(FollowTheRun(runs.Client, "run-1"));

        Assert.Equal(["50 %, 1 rows", "100 %, 2 rows", """{"id":1,"name":"a"}""", """{"id":2,"name":"b"}"""], Printed);
    }

    [Fact]
    public async Task The_rows_can_be_pulled()
    {
        using var runs = new ScriptedRuns(Simulator);

        await EndOf(PullTheRows(runs.Client, "run-1", CancellationToken.None));

        Assert.Equal(["""{"id":1,"name":"a"}""", """{"id":2,"name":"b"}"""], Printed);
    }
}
