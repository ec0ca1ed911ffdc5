namespace Lobstr.Reactive.Testing.Tests;

public sealed class RunProgressTests : RunTest
{
    [Fact]
    public void A_run_goes_through_its_script()
    {
        Simulator.AddRun("r", RunScript.Pending(Seconds(3)).Running(Seconds(40), results: 250).Paused(TimeSpan.FromHours(1))
            .Status("thinking", Seconds(1)).Uploading(Seconds(6)).Succeeds(exportAfter: Seconds(2)));
        string[] statuses = new string[7];
        double[] waits = [0, 3, 40, 3600, 1, 6, 2];
        for (int i = 0; i < waits.Length; i++)
        {
            Advance(waits[i]);
            statuses[i] = Fields(Run("r"), "status", "is_done", "total_results", "export_done");
        }

        Assert.Equal(
            [
                "pending false 0 null",
                "running false 0 null",
                "paused false 250 null",
                "thinking false 250 null",
                "uploading false 250 null",
                "done true 250 false",
                "done true 250 true",
            ],
            statuses);
    }

    [Fact]
    public void Stats_are_answered_whole_and_their_duration_is_text()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        Simulator.AddRun("r", RunScript.Pending(Seconds(3)).Running(Seconds(40), results: 8).Succeeds());
        Advance(18.25);

        Assert.Equal(
            """
            200 {"id":"r","object":"run","percent_done":"38%","eta":"0:00:24.750000","total_tasks":8,"total_tasks_done":3,"total_tasks_left":5,"total_requests":null,"total_results":3,"results_done":3,"results_total":8,"current_task":"task 4","is_done":false,"started_at":"2026-03-01T12:00:03.000000","ended_at":null,"duration":"0:00:15.250000","updated_at":"2026-03-01T12:00:18.250000"}
            """,
            Line(Get("runs/r/stats")));
    }

    [Fact]
    public void The_duration_of_a_run_is_text_in_its_details_and_a_number_in_a_list_and_its_dates_have_an_offset_or_not()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        Simulator.AddRun("r", RunScript.Pending(Seconds(3)).Running(Seconds(50.1833), results: 125).Succeeds(), squid: "s");
        Advance(100);

        Assert.Equal(
            "0:00:50.183300 2026-03-01T12:00:03.000000 2026-03-01T12:00:53.183300 2026-03-01T12:00:00Z 12.5 tasks_done",
            Fields(Run("r"), "duration", "started_at", "ended_at", "created_at", "credit_used", "done_reason"));
        Assert.Equal("50.1833", Fields(Json(Get("runs?squid=s"))["data"]![0]!.AsObject(), "duration"));
        Assert.Equal("100% ∞ 0 true 0:00:50.183300", Fields(Stats("r"), "percent_done", "eta", "total_tasks_left", "is_done", "duration"));
    }

    [Fact]
    public void What_nobody_can_know_is_unknown()
    {
        Simulator.AddRun("r", RunScript.Pending(Seconds(5)).Running(Seconds(10), results: 10).Paused(Seconds(10)).Running(Seconds(10)).StaysIn("running"));

        Assert.Equal("0% ∞ null  0:00:00", Fields(Stats("r"), "percent_done", "eta", "results_total", "current_task", "duration"));
        Advance(20);
        Assert.Equal("50% ∞  0:00:15", Fields(Stats("r"), "percent_done", "eta", "current_task", "duration"));
        Advance(10);
        Assert.Equal("75% ∞", Fields(Stats("r"), "percent_done", "eta"));
    }

    [Theory]
    [InlineData(true, "error")]
    [InlineData(false, "aborted")]
    public void A_run_that_ends_early_keeps_what_it_has_found_and_says_why(bool fails, string status)
    {
        RunScriptBuilder beginning = RunScript.Running(Seconds(10), results: 5);
        Simulator.AddRun("r", fails ? beginning.Fails("Out of luck.") : beginning.Aborts("Out of luck."));
        Advance(11);

        Assert.Equal($"{status} true {status} Out of luck. 5 false", Fields(Run("r"), "status", "is_done", "done_reason", "done_reason_desc", "total_results", "export_done"));
        Assert.Equal("true ∞", Fields(Stats("r"), "is_done", "eta"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("gone")]
    [InlineData("later")]
    public void A_run_that_the_service_does_not_know_is_a_404(string id)
    {
        Options = Options with { ExplainUnknownIds = false };
        Simulator.AddRun("gone", RunScript.Running(Seconds(1), results: 1).Vanishes());
        Simulator.AddRun("later", RunScript.NotFound(Seconds(5)).Succeeds());
        Advance(4);

        string expected = """404 {"error":{"message":"Run not found","type":"not_found_error","param":"run_hash"}}""";
        Assert.Equal(expected, Line(Get("runs/" + id)));
        Assert.Equal(expected, Line(Get($"runs/{id}/stats")));
        Assert.Equal("""404 {"error":{"message":"Run not found or export not ready","type":"not_found_error","param":"run_hash"}}""", Line(Get($"runs/{id}/download")));
        Assert.Equal("""404 {"error":{"message":"Run not found or already completed","type":"not_found_error","param":"run_hash"}}""", Line(Abort(id)));
        Assert.Equal(expected, Line(Get("runtasks?run=" + id)));
        Assert.Equal(expected, Line(Get("results?run=" + id)));
    }

    [Theory]
    [InlineData("PUT", "runs", "GET, POST")]
    [InlineData("GET", "runs/1/abort", "POST")]
    [InlineData("POST", "runs/1/download", "GET")]
    [InlineData("POST", "runtasks", "GET")]
    [InlineData("DELETE", "tasks", "GET, POST")]
    [InlineData("PUT", "squids/1", "GET, POST, DELETE")]
    [InlineData("GET", "squids/1/empty", "POST")]
    [InlineData("POST", "crawlers", "GET")]
    [InlineData("POST", "crawlers/1/params", "GET")]
    [InlineData("GET", "delivery", "POST")]
    [InlineData("POST", "runs/1", "GET")]
    [InlineData("DELETE", "runs/1/stats", "GET")]
    [InlineData("POST", "results", "GET")]
    [InlineData("PUT", "squids", "GET, POST")]
    [InlineData("POST", "me", "GET")]
    [InlineData("PUT", "user/balance", "GET")]
    public void A_wrong_method_is_a_405_that_names_the_right_one(string method, string path, string allowed)
    {
        HttpResponseMessage response = Ended(SendAsync(new HttpMethod(method), path));

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("runs/1/2")]
    [InlineData("runs/1/stats/3")]
    [InlineData("results/1")]
    [InlineData("squids/1/full")]
    [InlineData("crawlers/1/2")]
    [InlineData("delivery/1")]
    public void An_unknown_path_is_a_404(string path) => Assert.Equal("""404 {"detail":"Not found."}""", Line(Get(path)));

    [Fact]
    public void A_run_can_be_read_while_it_does_not_exist_yet_by_nobody_but_whoever_starts_it()
    {
        Simulator.ScriptNextRun(RunScript.NotFound(Seconds(1)).Succeeds());

        Assert.Equal("pending", Fields(Json(Start()), "status"));
        Assert.Equal(404, (int)Get("runs/" + Simulator.Runs[0].Id).StatusCode);
    }

    [Fact]
    public void An_id_is_given_once_and_is_one()
    {
        Simulator.AddRun("r", RunScript.Succeeds());

        Assert.Contains("'r'", Assert.Throws<ArgumentException>(() => Simulator.AddRun("r", RunScript.Succeeds())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Simulator.AddRun("a/b", RunScript.Succeeds()));
        Assert.Throws<ArgumentNullException>(() => Simulator.AddRun(null!));
        Assert.Throws<ArgumentNullException>(() => Simulator.AddRun("s", null!));
        Assert.Throws<ArgumentNullException>(() => Simulator.AddRun(null!, RunScript.Succeeds()));
        Assert.Throws<ArgumentNullException>(() => Simulator.ScriptNextRun(null!));
    }
}
