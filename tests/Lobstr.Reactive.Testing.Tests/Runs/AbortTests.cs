namespace Lobstr.Reactive.Testing.Tests;

public sealed class AbortTests : RunTest
{
    private const string NothingToAbort =
        """404 {"error":{"message":"Run not found or already completed","type":"not_found_error","param":"run_hash"}}""";

    [Fact]
    public void The_answer_says_done_while_the_results_are_still_being_exported()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        Simulator.AddRun("r", RunScript.Pending(Seconds(2)).Running(Seconds(40), results: 8).Succeeds(), squid: "s");
        Advance(12.5);

        Assert.Equal(
            """
            200 {"id":"r","object":"run","squid":"s","is_done":true,"status":"uploading","started_at":"2026-03-01T12:00:02.000000","ended_at":"2026-03-01T12:00:12.500000","duration":10.5,"credit_used":0.2,"origin":"user","total_results":2,"total_unique_results":2,"next_launch_at":null,"force_launch":false,"export_done":null,"export_count":0,"export_time":null,"email_done":null,"email_time":null,"created_at":"2026-03-01T12:00:00Z","done_reason":"aborted","done_reason_desc":null}
            """,
            Line(Abort("r")));
    }

    [Fact]
    public void What_was_found_is_exported_and_only_then_is_the_status_final()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(40), results: 8).Succeeds());
        Advance(10);
        Abort("r");

        Advance(2.999);
        Assert.Equal("uploading true aborted null 2", Fields(Run("r"), "status", "is_done", "done_reason", "export_done", "total_results"));
        Assert.Equal("true 25% 2", Fields(Stats("r"), "is_done", "percent_done", "total_results"));
        Assert.Equal(404, (int)Get("runs/r/download").StatusCode);
        Advance(0.001);
        Assert.Equal("aborted true aborted true 2", Fields(Run("r"), "status", "is_done", "done_reason", "export_done", "total_results"));
        Assert.Equal(200, (int)Get("runs/r/download").StatusCode);
        Advance(100);
        Assert.Equal("aborted 2", Fields(Run("r"), "status", "total_results"));
        Assert.Equal("2", Fields(Json(Get("results?run=r")), "total_results"));
        Assert.Equal("1 1 0 0 0 0 0 0", string.Join(' ', Json(Get("runtasks?run=r"))["data"]!.AsArray().Select(task => task!["total_results"])));
    }

    [Fact]
    public void The_export_may_take_no_time_or_what_the_script_says()
    {
        Options = Options with { ExportDelay = TimeSpan.Zero };
        Simulator.AddRun("quick", RunScript.Running(Seconds(40)).Succeeds());
        Simulator.AddRun("slow", RunScript.Running(Seconds(40)).Succeeds(exportAfter: Seconds(20)));
        Advance(1);

        Assert.Equal("uploading", Fields(Json(Abort("quick")), "status"));
        Assert.Equal("uploading", Fields(Json(Abort("slow")), "status"));
        Assert.Equal("aborted true", Fields(Run("quick"), "status", "export_done"));
        Advance(19.999);
        Assert.Equal("uploading", Fields(Run("slow"), "status"));
        Advance(0.001);
        Assert.Equal("aborted", Fields(Run("slow"), "status"));
    }

    [Fact]
    public void A_run_can_be_aborted_before_it_begins_and_while_it_is_paused()
    {
        Simulator.AddRun("pending", RunScript.StaysPending());
        Simulator.AddRun("paused", RunScript.Paused(Seconds(1_000), "no_credits_left").Succeeds());

        Assert.Equal("0 null aborted", Fields(Json(Abort("pending")), "duration", "started_at", "done_reason"));
        Assert.Equal("0 null aborted", Fields(Json(Abort("paused")), "duration", "started_at", "done_reason"));
    }

    [Theory]
    [InlineData("done")]
    [InlineData("error")]
    [InlineData("aborted")]
    [InlineData("uploading")]
    [InlineData("nobody")]
    [InlineData("gone")]
    [InlineData("stopped")]
    public void What_is_over_or_unknown_cannot_be_aborted(string id)
    {
        Options = Options with { ExplainUnknownIds = false };
        Simulator.AddRun("done", RunScript.Succeeds());
        Simulator.AddRun("error", RunScript.Fails());
        Simulator.AddRun("aborted", RunScript.Running(Seconds(0)).Aborts());
        Simulator.AddRun("uploading", RunScript.Running(Seconds(0)).Uploading(Seconds(100), isDone: true).Succeeds());
        Simulator.AddRun("gone", RunScript.NotFound(Seconds(100)).Succeeds());
        Simulator.AddRun("stopped", RunScript.StaysPending());
        Abort("stopped");

        Assert.Equal(NothingToAbort, Line(Abort(id)));
    }

    [Fact]
    public void A_squid_takes_another_run_when_the_export_of_the_aborted_one_is_ready()
    {
        Simulator.ScriptNextRun(RunScript.StaysPending());
        string id = StartedId();
        Abort(id);

        Assert.Equal(400, (int)Start().StatusCode);
        Advance(3);
        Assert.Equal(200, (int)Start().StatusCode);
    }
}
