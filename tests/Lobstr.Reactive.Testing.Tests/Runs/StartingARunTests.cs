namespace Lobstr.Reactive.Testing.Tests;

public sealed class StartingARunTests : RunTest
{
    private const string InProgress = """400 {"error":{"message":"A run is already active for this squid","type":"validation_error","param":"squid"}}""";

    [Fact]
    public void A_run_is_answered_whole()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };

        string answer = Line(Start());

        string id = Assert.Single(Simulator.Runs).Id;
        Assert.Equal(
            $$"""
            200 {"id":"{{id}}","object":"run","squid":"{{Squid}}","is_done":false,"status":"pending","started_at":null,"ended_at":null,"duration":0,"credit_used":0,"origin":"user","total_results":0,"total_unique_results":0,"next_launch_at":null,"force_launch":false,"export_done":null,"export_count":0,"export_time":null,"email_done":null,"email_time":null,"created_at":"2026-03-01T12:00:00Z","done_reason":null,"done_reason_desc":null}
            """,
            answer);
        Assert.Matches("^[0-9a-f]{32}$", id);
    }

    [Fact]
    public void While_a_run_is_active_its_squid_takes_no_other()
    {
        Simulator.ScriptNextRun(RunScript.Running(Seconds(5)).Paused(Seconds(5)).Succeeds());
        StartedId();

        Assert.Equal(InProgress, Line(Start()));
        Assert.Equal(200, (int)Start("another").StatusCode);
        Advance(9.999);
        Assert.Equal(InProgress, Line(Start()));
        Advance(0.001);
        Assert.Equal(200, (int)Start().StatusCode);
        Assert.Equal([Squid, "another", Squid], Simulator.Runs.Select(run => run.Squid));
    }

    [Theory]
    [InlineData("error")]
    [InlineData("aborted")]
    [InlineData("vanished")]
    public void A_run_that_has_ended_in_any_way_makes_room_for_another(string end)
    {
        RunScriptBuilder beginning = RunScript.NotFound(Seconds(1)).Running(Seconds(1));
        Simulator.ScriptNextRun(end == "error" ? beginning.Fails() : end == "aborted" ? beginning.Aborts() : beginning.Vanishes());
        Start();

        Assert.Equal(InProgress, Line(Start()));
        Advance(2);
        Assert.Equal(200, (int)Start().StatusCode);
    }

    [Fact]
    public void A_run_has_the_tasks_of_the_uploads_that_have_succeeded_and_misses_those_that_have_not()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Simulator.ScriptNextUpload(UploadScript.Progress(Seconds(10)).Succeeds());
        Simulator.ScriptNextUpload(UploadScript.Fails());
        Upload("n\n1\n2\n2\n");
        Upload("n\n3\n4\n5\n1\n");
        Upload("n\n6\n");
        Upload("n\n1\n", squid: "another");

        Simulator.ScriptNextRun(RunScript.Succeeds());
        Start();
        Advance(10);
        Start();

        Assert.Equal([(2, 3), (5, 0)], Simulator.Runs.Select(run => (run.Tasks, run.MissedTasks)));
        Assert.Equal([Seconds(0), Seconds(10)], Simulator.Runs.Select(run => run.StartedAt));
    }

    [Fact]
    public void The_counts_of_an_uploads_script_are_its_tasks()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Valid = 70, Inserted = 70 }));
        Simulator.ScriptNextUpload(UploadScript.Succeeds(meta: null));
        Upload("n\n1\n");
        Upload("n\n2\n");
        Start();

        Assert.Equal(70, Simulator.Runs[0].Tasks);
    }

    [Theory]
    [InlineData("""{"squid":"../x"}""", "ParamsInvalid")]
    [InlineData("""{"squid":""}""", "ParamsInvalid")]
    [InlineData("""{"squid":7}""", "ParamsNeeded")]
    [InlineData("""{}""", "ParamsNeeded")]
    [InlineData("""[]""", "ParamsNeeded")]
    [InlineData("""squid=1""", "ParamsNeeded")]
    [InlineData("", "ParamsNeeded")]
    public void A_bad_request_is_a_400_that_says_what_is_wrong(string body, string type)
    {
        Says(type, "squid", Post(body));
        Assert.Empty(Simulator.Runs);
    }

    [Fact]
    public void Without_a_body_the_squid_is_missing() => Says("ParamsNeeded", "squid", Ended(SendAsync(HttpMethod.Post, "runs")));

    [Fact]
    public void The_life_of_runs_can_be_said()
    {
        Options = Options with { RunLife = run => RunScript.Running(Seconds(run.Squid.Length)).Fails("no luck") };
        string id = StartedId("four");

        Advance(3.999);
        Assert.Equal("running", Fields(Run(id), "status"));
        Advance(0.001);
        Assert.Equal("error no luck", Fields(Run(id), "status", "done_reason_desc"));
    }

    [Fact]
    public void A_life_that_is_null_says_whose_fault_it_is()
    {
        Options = Options with { RunLife = _ => null! };

        Assert.Contains("RunLife", Assert.Throws<InvalidOperationException>(() => Start()).Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Runs);
    }

    [Fact]
    public void A_run_lives_about_ten_seconds_and_longer_with_more_tasks_and_finds_a_row_a_task()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Valid = 400, Inserted = 400 }));
        Upload("n\n1\n");
        string id = StartedId();

        Advance(14.999);
        Assert.Equal("false uploading", Fields(Run(id), "is_done", "status"));
        Advance(0.001);
        Assert.Equal("true done 400", Fields(Run(id), "is_done", "status", "total_results"));
    }

    [Fact]
    public void Runs_have_ids_that_are_the_same_in_every_run_of_a_test()
    {
        string id = StartedId();

        var another = new LobstrSimulator(Clock);
        Assert.Equal(id, another.AddRun(RunScript.Succeeds()));
        Assert.NotEqual(id, another.AddRun(RunScript.Succeeds()));
    }
}
