using System.Net;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

[Collection(EnvironmentScope.Collection)]
public sealed class PipelineProgramTests : IDisposable
{
    private readonly PipelineProgramRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_file_becomes_a_file_of_results_and_each_stage_is_shown()
    {
        Assert.Equal(ExitCodes.Success, await _rig.RunWithTwoTasksAsync());

        Assert.Equal(
            [
                "A simulated service listens at http://127.0.0.1:PORT/v1/.",
                "Sending tasks.csv to squid ID.",
                "SECONDS  file    checking the header",
                "SECONDS  file    sending",
                "SECONDS  upload  PENDING",
                "SECONDS  upload  SUCCESS  valid 2, inserted 2, duplicates 0, invalid 0",
                "SECONDS  run     running",
                "SECONDS  run     100%, 2 of 2 tasks, 2 rows",
                "SECONDS  run     100%, 2 of 2 tasks, 2 rows, done",
                "SECONDS  rows    waiting for the service's file",
                "SECONDS  rows    the service's file is here",
                $"Wrote the service's file, {new FileInfo(_rig.ResultsPath).Length} bytes, to RESULTS.",
            ],
            _rig.Output.Lines.Select(WithoutChance));
        Assert.Empty(_rig.Error.Lines);
        Assert.Equal(("id,run,squid,position,name,url,score,phone", "Result 1", "Result 2"), Table(column: 4));
        Assert.Equal(["results.csv", "tasks.csv"], _rig.Files);
        StartedRun run = Assert.Single(_rig.Simulator.Runs);
        Assert.Equal((2, 0), (run.Tasks, run.MissedTasks));
    }

    [Fact]
    public async Task The_rows_can_be_read_one_by_one()
    {
        Assert.Equal(ExitCodes.Success, await _rig.RunWithTwoTasksAsync("--rows"));

        Assert.Equal(
            [
                "SECONDS  run     100%, 2 of 2 tasks, 2 rows, done",
                "SECONDS  rows    0 of 2 rows",
                "SECONDS  rows    2 of 2 rows",
                "Wrote 2 rows to RESULTS.",
            ],
            _rig.Output.Lines.Select(WithoutChance).TakeLast(4));
        Assert.Equal(("id,object,run,squid,scraping_time,position,name,url,score,phone", "Result 1", "Result 2"), Table(column: 6));
        Assert.Equal(["results.csv", "tasks.csv"], _rig.Files);
    }

    [Fact]
    public async Task A_header_that_does_not_fit_is_explained_and_nothing_is_sent()
    {
        string file = _rig.WriteFile("tasks.csv", "link,colour\nhttps://example.com/1,red\n");

        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("--file", file, "--empty"));
        Assert.Equal(
            [
                "tasks.csv has columns that squid ID does not know: link, colour.",
                "tasks.csv lacks columns that squid ID needs: url.",
                "Nothing was sent.",
            ],
            _rig.Error.Lines.Select(WithoutChance));
        Assert.Empty(_rig.Simulator.Uploads);
        Assert.DoesNotContain(_rig.Simulator.Requests, request => request.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task A_header_that_only_has_too_much_is_not_said_to_lack_anything()
    {
        string file = _rig.WriteFile("tasks.csv", "url,colour\nhttps://example.com/1,red\n");

        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("--file", file));
        Assert.Equal(["tasks.csv has columns that squid ID does not know: colour.", "Nothing was sent."], _rig.Error.Lines.Select(WithoutChance));
    }

    [Fact]
    public async Task A_squid_that_is_not_there_is_a_failure_before_anything_is_sent()
    {
        _rig.Simulator.Faults.Always(Fault.Status(HttpStatusCode.NotFound), request => request.Path.StartsWith("squids/", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Failed, await _rig.RunWithTwoTasksAsync());
        Assert.Equal("Nothing was sent.", _rig.Error.Lines[^1]);
        Assert.Empty(_rig.Simulator.Uploads);
    }

    [Fact]
    public async Task Old_tasks_are_deleted_on_demand_and_do_not_run_again()
    {
        Assert.Equal(ExitCodes.Success, await _rig.RunAgainstServiceAsync());
        int before = _rig.Output.Lines.Count;

        Assert.Equal(ExitCodes.Success, await _rig.RunAgainstServiceAsync("--empty"));

        Assert.Equal(
            [
                "Sending tasks.csv to squid my-squid.",
                "SECONDS  file    checking the header",
                "SECONDS  file    emptying the squid",
                "SECONDS  file    sending, 1 old task was deleted",
                "SECONDS  upload  PENDING",
            ],
            _rig.Output.Lines.Skip(before).Take(5).Select(WithoutChance));
        Assert.Equal([1, 1], _rig.Simulator.Runs.Select(run => run.Tasks));
    }

    [Fact]
    public async Task A_run_that_is_cut_short_is_no_full_success()
    {
        _rig.Simulator.ScriptNextRun(RunScript.Running(TimeSpan.Zero, results: 1).IsCutShort("no_credits_left", "No credits left.", progress: 0.5));

        Assert.Equal(ExitCodes.Partial, await _rig.RunWithTwoTasksAsync());
        Assert.Contains("SECONDS  run     50%, 1 of 2 tasks, 1 rows, done early: No credits left (no_credits_left)", _rig.Output.Lines.Select(WithoutChance));
        Assert.Equal("Run ID was cut short: No credits left (no_credits_left). Not all of its tasks may have been worked on.", WithoutChance(Assert.Single(_rig.Error.Lines)));
        Assert.Equal(["results.csv", "tasks.csv"], _rig.Files);
    }

    [Fact]
    public async Task Rows_that_the_service_withholds_are_missed_in_plain_words()
    {
        using var rig = new PipelineProgramRig(options => options with { FreePlanLimit = 1 });

        Assert.Equal(ExitCodes.Partial, await rig.RunWithTwoTasksAsync("--rows"));
        Assert.StartsWith("The service gave 1 of 2 rows and withholds the others: Export limit reached", rig.Error.Lines[0], StringComparison.Ordinal);
        Assert.Equal($"Those that it gave are in {rig.ResultsPath}. Reading them again gives no others.", rig.Error.Lines[1]);
        Assert.Equal(2, File.ReadAllLines(rig.ResultsPath).Length);
    }

    [Fact]
    public async Task A_squid_of_the_service_is_run_with_the_key_of_the_environment()
    {
        Assert.Equal(ExitCodes.Success, await _rig.RunAgainstServiceAsync());

        Assert.Equal("my-squid", Assert.Single(_rig.Simulator.Runs).Squid);
        Assert.Equal("Sending tasks.csv to squid my-squid.", _rig.Output.Lines[0]);
    }

    [Fact]
    public async Task An_interruption_while_sending_says_that_the_file_may_have_been_taken()
    {
        _rig.InterruptDuring(HttpMethod.Post, "tasks/upload");

        await IsInterrupted("Interrupted while sending the file.", "The file may or may not have been taken: look for uploads to squid ID before you send it again. No run was started.");
        Assert.Empty(_rig.Simulator.Runs);
    }

    [Fact]
    public async Task An_interruption_while_the_upload_is_processed_says_that_it_goes_on()
    {
        _rig.OnLine = line => _rig.InterruptAt("PENDING", line);

        await IsInterrupted("Interrupted while the service processed the file.", "Upload ID goes on at the service. No run was started.");
        Assert.Empty(_rig.Simulator.Runs);
    }

    [Fact]
    public async Task An_interruption_while_starting_says_that_a_run_may_have_been_started()
    {
        _rig.InterruptDuring(HttpMethod.Post, "runs");

        await IsInterrupted("Interrupted while starting the run.", "A run of squid ID may or may not have been started: look before you start another.");
    }

    [Fact]
    public async Task An_interruption_while_checking_says_that_nothing_was_sent()
    {
        _rig.InterruptDuring(HttpMethod.Get, path => path.StartsWith("squids/", StringComparison.Ordinal));

        await IsInterrupted("Interrupted while checking the header of the file.", "Nothing was sent.");
    }

    [Fact]
    public async Task An_interruption_among_the_rows_leaves_no_part_of_them()
    {
        _rig.InterruptDuring(HttpMethod.Get, "results");

        await IsInterrupted(["--rows"], "Interrupted while reading the rows.", "Run ID has ended. The rows that it found stay at the service.");
    }

    [Fact]
    public async Task An_interruption_while_waiting_for_the_file_leaves_no_part_of_it()
    {
        _rig.InterruptDuring(HttpMethod.Get, path => path.EndsWith("/download", StringComparison.Ordinal));

        await IsInterrupted("Interrupted while waiting for the file of results.", "Run ID has ended. The rows that it found stay at the service.");
    }

    [Fact]
    public async Task An_interruption_while_emptying_says_that_tasks_may_be_gone()
    {
        _rig.InterruptDuring(HttpMethod.Post, path => path.EndsWith("/empty", StringComparison.Ordinal));

        await IsInterrupted(
            ["--empty"],
            "Interrupted while emptying the squid.",
            "The old tasks of squid ID may or may not have been deleted. Nothing was sent.");
    }

    [Fact]
    public async Task An_upload_that_fails_starts_no_run()
    {
        _rig.Simulator.ScriptNextUpload(UploadScript.Fails());

        Assert.Equal(ExitCodes.Failed, await _rig.RunWithTwoTasksAsync());
        Assert.Equal("No run was started.", _rig.Error.Lines[^1]);
        Assert.Empty(_rig.Simulator.Runs);
        Assert.Equal(["tasks.csv"], _rig.Files);
    }

    [Fact]
    public async Task A_run_that_fails_says_why_and_that_its_rows_stay()
    {
        _rig.Simulator.ScriptNextRun(RunScript.Fails("No credit left."));

        Assert.Equal(ExitCodes.Failed, await _rig.RunWithTwoTasksAsync());
        Assert.Contains("No credit left.", _rig.Error.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("has ended. The rows that it found stay at the service.", _rig.Error.Lines[1], StringComparison.Ordinal);
        Assert.Equal(["tasks.csv"], _rig.Files);
    }

    [Fact]
    public async Task A_run_that_nobody_can_ask_about_any_more_goes_on()
    {
        _rig.Simulator.Faults.Always(Fault.Status(HttpStatusCode.Forbidden), request => IsRun(request.Path));

        Assert.Equal(ExitCodes.Failed, await _rig.RunWithTwoTasksAsync());
        Assert.EndsWith("goes on at the service, and uses credit until it ends.", _rig.Error.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_that_cannot_be_had_end_no_run()
    {
        _rig.Simulator.Faults.Always(Fault.Status(HttpStatusCode.Forbidden), request => request.Path.EndsWith("/stats", StringComparison.Ordinal));

        Assert.Equal(ExitCodes.Success, await _rig.RunWithTwoTasksAsync());
        Assert.Contains("SECONDS  run     uploading", _rig.Output.Lines.Select(WithoutChance));
    }

    [Fact]
    public async Task A_run_that_is_active_already_is_a_failure_in_the_words_of_the_service()
    {
        _rig.Simulator.Faults.Always(
            Fault.Status(HttpStatusCode.BadRequest).WithBody("""{"error":{"message":"A run of this squid is already active.","type":"x","param":"squid"}}"""),
            request => request.Path == "runs");

        Assert.Equal(ExitCodes.Failed, await _rig.RunWithTwoTasksAsync());
        Assert.Contains("already active", Assert.Single(_rig.Error.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("squid")]
    [InlineData("--base-address", "http://127.0.0.1:5000/v1/")]
    [InlineData("--file", "not-there.csv")]
    [InlineData("--timeout", "soon")]
    [InlineData("one", "two")]
    [InlineData("--wrong")]
    [InlineData("--output", "--wrong")]
    public async Task Arguments_that_cannot_be_used_are_a_mistake(params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync(args));
        Assert.Equal("See --help.", _rig.Error.Lines[^1]);
        Assert.Equal(0, _rig.Simulator.RequestCount);
        Assert.Empty(_rig.Files);
    }

    [Fact]
    public async Task An_option_that_there_is_not_is_named_and_is_no_squid()
    {
        string file = _rig.WriteFile("tasks.csv", "url\n1\n");

        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("--wrong", "--file", file));
        Assert.Equal(["Unrecognized option '--wrong'.", "See --help."], _rig.Error.Lines);
        Assert.Equal(0, _rig.Simulator.RequestCount);
    }

    [Fact]
    public async Task The_help_says_that_runs_are_polled_less_often_than_uploads()
    {
        await _rig.RunAsync("--help");

        string help = System.Text.RegularExpressions.Regex.Replace(string.Join(' ', _rig.Output.Lines), @"\s+", " ");
        Assert.Contains("the next poll [default: 2s for the upload, 5s for the run]", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_writes_by_default_is_no_change_of_the_clone()
    {
        Assert.Equal(ExitCodes.Success, await _rig.RunAsync("--help"));
        string help = string.Join('\n', _rig.Output.Lines);
        string name = System.Text.RegularExpressions.Regex.Match(help, @"replaced where it is there\s+\[default: (\S+)\]").Groups[1].Value;

        string[] ignored = RepositoryRoot.Read(".gitignore").Split('\n');
        Assert.Contains(name, ignored);
        Assert.Contains($"{name}.part", ignored);
    }

    [Fact]
    public async Task A_file_that_the_service_would_not_know_what_to_do_with_is_a_mistake()
    {
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("--file", _rig.WriteFile("tasks.txt", "url\n1\n")));
        Assert.Contains("must end in .csv or .tsv", Assert.Single(_rig.Error.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_is_seen_before_anything_is_sent()
    {
        Directory.CreateDirectory(_rig.ResultsPath + ".part");

        Assert.Equal(ExitCodes.Failed, await _rig.RunWithTwoTasksAsync());
        Assert.Equal(0, _rig.Simulator.RequestCount);
    }

    private Task IsInterrupted(params string[] said) => IsInterrupted([], said);

    private async Task IsInterrupted(string[] args, params string[] said)
    {
        Assert.Equal(ExitCodes.Interrupted, await _rig.RunWithTwoTasksAsync(args));
        Assert.Equal(said, _rig.Error.Lines.Select(WithoutChance));
        Assert.Equal(["tasks.csv"], _rig.Files);
    }

    private (string Header, string First, string Second) Table(int column)
    {
        string[] rows = File.ReadAllLines(_rig.ResultsPath);
        Assert.Equal(3, rows.Length);
        return (rows[0], rows[1].Split(',')[column], rows[2].Split(',')[column]);
    }

    private static bool IsRun(string path) => path.Split('/') is ["runs", _];

    private string WithoutChance(string line) => Chance.Without(line, _rig.ResultsPath);
}
