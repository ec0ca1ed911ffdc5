using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text.Json;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

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
        // Recipe: start after success
        Run run = await client.Uploads
            .SendAndWatch(squid, TaskFile.FromPath(path))
            .Do(status => Console.WriteLine($"{status.RawState}, {status.Meta?.Invalid ?? 0} invalid rows"))
            .WhenSucceeded()
            .SelectMany(_ => client.Runs.Start(squid));
        Console.WriteLine($"Run {run.Id} has started.");
        // Recipe end
    }

    private async Task FollowTheRun(LobstrClient client, string runId)
    {
        // Recipe: follow the run
        IObservable<JsonElement> rows = client.Runs
            .WatchStats(runId)
            .Do(stats => Console.WriteLine($"{stats.PercentDone} %, {stats.TotalResults} rows"))
            .LastAsync()
            .SelectMany(_ => client.Runs.Results(runId));
        await rows.ForEachAsync(row => Console.WriteLine(row.GetRawText()));
        // Recipe end
    }

    private async Task WatchTheRun(LobstrClient client, string runId)
    {
        // Recipe: watch the run
        Run ended = await client.Runs
            .Watch(runId)
            .Do(run => Console.WriteLine($"{run.Status} {run.DoneReason}, {run.TotalResults} rows"))
            .LastAsync();
        if (ended.WasCutShort)
            Console.WriteLine($"Not all tasks may be done: {ended.DoneReasonDescription ?? ended.DoneReason}");
        // Recipe end
    }

    private static async Task DownloadTheFile(LobstrClient client, string runId, string path, CancellationToken cancellationToken)
    {
        // Recipe: download the file
        await using (FileStream file = File.Create(path))
            await client.Runs.DownloadAsync(runId, file, cancellationToken);
        // Recipe end
    }

    private async Task PrepareTheSquid(LobstrClient client, string squidId, TaskFile file, CancellationToken cancellationToken)
    {
        // Recipe: prepare the squid
        TaskFileCheck check = await client.Squids.CheckAsync(squidId, file, cancellationToken);
        if (!check.IsGood)
            throw new InvalidDataException($"Unknown: {string.Join(", ", check.UnknownColumns)}. Missing: {string.Join(", ", check.MissingColumns)}.");

        using var parameters = JsonDocument.Parse("""{"max_results":20}""");
        await client.Squids.ConfigureAsync(squidId, new SquidSettings { Parameters = parameters.RootElement }, cancellationToken);
        long deleted = await client.Squids.EmptyAsync(squidId, cancellationToken: cancellationToken);
        Console.WriteLine($"{deleted} old tasks are gone.");
        // Recipe end
    }

    private static async Task<Run> LookBeforeYouRepeat(LobstrClient client, string squidId, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        // Recipe: look before you repeat
        Run? run = null;
        await foreach (Run newest in client.Runs.ListAsync(squidId, cancellationToken))
        {
            if (newest.CreatedAt >= sentAt)
                run = newest;
            break;
        }
        run ??= await client.Runs.StartAsync(squidId, cancellationToken);
        // Recipe end
        return run;
    }

    private static async Task AbortTheRun(LobstrClient client, string runId, string path, CancellationToken cancellationToken)
    {
        // Recipe: abort the run
        await client.Runs.AbortAsync(runId, cancellationToken);
        await using (FileStream found = File.Create(path))
            await client.Runs.DownloadAsync(runId, found, cancellationToken);
        // Recipe end
    }

    private async Task PullTheRows(LobstrClient client, string runId, CancellationToken cancellationToken)
    {
        // Recipe: pull the rows
        await foreach (JsonElement row in client.Runs.ReadResultsAsync(runId, cancellationToken))
            Console.WriteLine(row.GetRawText());
        // Recipe end
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

    [Fact]
    public async Task A_run_that_ends_early_says_so()
    {
        Simulator.AddRun("run-1", RunScript.Running(TimeSpan.FromSeconds(4), results: 2).IsCutShort("no_credits_left", "No credits left."));

        await EndOf(WatchTheRun(Client, "run-1"));

        Assert.Equal(["Running , 0 rows", "Done no_credits_left, 2 rows", "Not all tasks may be done: No credits left."], Printed);
    }

    [Fact]
    public async Task A_pause_is_told_with_its_reason()
    {
        var second = TimeSpan.FromSeconds(1);
        Simulator.AddRun("run-1", RunScript.Running(4 * second, results: 1).Paused(5 * second, "no_account_available").Running(4 * second, results: 1).Succeeds());

        await EndOf(WatchTheRun(Client, "run-1"));

        Assert.Equal(["Running , 0 rows", "Paused no_account_available, 1 rows", "Running , 1 rows", "Done tasks_done, 2 rows"], Printed);
    }

    [Fact]
    public async Task The_file_is_waited_for()
    {
        Simulator.AddRun("run-1", TwoRows);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await EndOf(DownloadTheFile(Unhurried, "run-1", path, CancellationToken.None));

            Assert.Equal(3, File.ReadAllLines(path).Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_squid_is_made_ready_and_empty()
    {
        await EndOf(Client.Uploads.SendAndWatch(Squid, TaskFile.FromText("url\nhttps://example.com/1\n", "tasks.csv")).LastAsync().ToTask());

        await EndOf(PrepareTheSquid(Client, Squid, TaskFile.FromText("url\nhttps://example.com/2\n", "tasks.csv"), CancellationToken.None));

        Assert.Equal(["1 old tasks are gone."], Printed);
    }

    [Fact]
    public async Task A_file_of_other_columns_is_not_sent()
    {
        string squid = Simulator.AddSquid("Mine");

        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => EndOf(PrepareTheSquid(Client, squid, TaskFile.FromText("link\nhttps://example.com/2\n", "tasks.csv"), CancellationToken.None)));

        Assert.Equal("Unknown: link. Missing: url.", error.Message);
    }

    [Fact]
    public async Task A_run_that_may_have_started_is_found_and_not_started_again()
    {
        await EndOf(StartAfterSuccess(Unhurried, Squid, TasksFile));

        Run run = await EndOf(LookBeforeYouRepeat(Client, Squid, Simulator.Now.AddMinutes(-10), CancellationToken.None));

        Assert.Equal(Assert.Single(Simulator.Runs).Id, run.Id);
    }

    [Fact]
    public async Task A_run_of_earlier_is_not_taken_for_it()
    {
        await EndOf(StartAfterSuccess(Unhurried, Squid, TasksFile));
        Advance(3600);

        Run run = await EndOf(LookBeforeYouRepeat(Client, Squid, Simulator.Now, CancellationToken.None));

        Assert.Equal(Simulator.Runs[1].Id, run.Id);
    }

    [Fact]
    public async Task What_an_aborted_run_had_found_can_be_had()
    {
        Simulator.AddRun("run-1", TwoRows);
        Advance(7);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await EndOf(AbortTheRun(Unhurried, "run-1", path, CancellationToken.None));

            Assert.Equal(2, File.ReadAllLines(path).Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string? NameOf(string row)
    {
        using var json = JsonDocument.Parse(row);
        return json.RootElement.GetProperty("name").GetString();
    }
}
