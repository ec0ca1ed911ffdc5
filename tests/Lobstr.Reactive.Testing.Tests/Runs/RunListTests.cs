namespace Lobstr.Reactive.Testing.Tests;

public sealed class RunListTests : RunTest
{
    [Fact]
    public void The_newest_run_comes_first()
    {
        for (int i = 1; i <= 5; i++)
        {
            Simulator.AddRun($"r{i}", RunScript.Succeeds(), squid: "s");
            Advance(1);
        }

        Simulator.AddRun("other", RunScript.Succeeds(), squid: "t");

        Assert.Equal("r5 r4 r3 r2 r1", Ids("squid=s"));
        Assert.Equal("r3 r2", Ids("squid=s&limit=2&page=2"));
        Assert.Equal("5 2 2 3 3 4", Fields(Json(Get("runs?squid=s&limit=2&page=2")), "total_results", "limit", "page", "total_pages", "result_from", "result_to"));
        Assert.Equal(
            "https://api.lobstr.io/v1/runs?squid=s&page=3&limit=2 https://api.lobstr.io/v1/runs?squid=s&page=1&limit=2",
            Fields(Json(Get("runs?limit=2&squid=s&page=2")), "next", "previous"));
        Assert.Equal("null 5 5", Fields(Json(Get("runs?squid=s&limit=2&page=3")), "next", "result_from", "result_to"));
        Assert.Equal("0 0 null", Fields(Json(Get("runs?squid=s&page=9")), "result_from", "result_to", "next"));
    }

    [Fact]
    public void A_run_that_the_service_does_not_admit_to_yet_is_not_listed()
    {
        Simulator.AddRun("late", RunScript.NotFound(Seconds(5)).Succeeds(), squid: "s");

        Assert.Equal("", Ids("squid=s"));
        Advance(5);
        Assert.Equal("late", Ids("squid=s"));
    }

    [Fact]
    public void A_list_is_of_a_squid_and_empty_if_that_has_no_runs()
    {
        Says("ParamsNeeded", "squid", Get("runs"));
        Says("ParamsInvalid", "page", Get("runs?squid=s&page=0"));
        Assert.Equal("", Ids("squid=nobody"));
    }

    [Fact]
    public void A_paused_run_says_why_and_a_run_that_goes_on_no_longer_does()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(5)).Paused(Seconds(10), "no_account_available", "All accounts are resting.").Running(Seconds(5)).Succeeds());

        Advance(5);
        Assert.Equal("paused false no_account_available All accounts are resting.", Fields(Run("r"), "status", "is_done", "done_reason", "done_reason_desc"));
        Advance(10);
        Assert.Equal("running false null null", Fields(Run("r"), "status", "is_done", "done_reason", "done_reason_desc"));
    }

    [Fact]
    public void A_run_that_was_cut_short_is_done_for_another_reason()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(10), results: 5).IsCutShort("no_credits_left", "The credit is used up.", progress: 0.5));

        Advance(10);
        Assert.Equal("done true no_credits_left The credit is used up. 5", Fields(Run("r"), "status", "is_done", "done_reason", "done_reason_desc", "total_results"));
        Assert.Equal("50% 2 3 10", Fields(Stats("r"), "percent_done", "total_tasks_done", "total_tasks_left", "results_total"));
    }

    [Fact]
    public void A_run_can_be_uploading_and_say_that_it_is_done()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(5)).Uploading(Seconds(2)).Uploading(Seconds(2), isDone: true).Succeeds());

        Advance(5);
        Assert.Equal("uploading false null", Fields(Run("r"), "status", "is_done", "ended_at"));
        Advance(2);
        Assert.Equal("uploading true 2026-01-01T00:00:07.000000", Fields(Run("r"), "status", "is_done", "ended_at"));
        Advance(2);
        Assert.Equal("done true 2026-01-01T00:00:07.000000", Fields(Run("r"), "status", "is_done", "ended_at"));
    }

    private string Ids(string query) => string.Join(' ', Json(Get("runs?" + query))["data"]!.AsArray().Select(run => (string)run!["id"]!));
}
