using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class RunTaskTests : RunTest
{
    [Fact]
    public void A_task_of_a_run_is_answered_whole()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Upload("url,city\nhttps://example.com/1,Lyon\nhttps://example.com/2,Nice\n");
        Simulator.ScriptNextRun(RunScript.Pending(Seconds(2)).Running(Seconds(10), results: 6).Succeeds());
        string run = StartedId();
        string[] tasks = [.. Json(Get("tasks?squid=" + Squid))["data"]!.AsArray().Select(task => (string)task!["id"]!)];
        Advance(8);

        JsonArray found = Json(Get("runtasks?run=" + run))["data"]!.AsArray();
        Assert.Equal(
            $$"""{"id":"{{found[0]!["id"]}}","object":"runtask","task":"{{tasks[0]}}","run":"{{run}}","status":"completed","params":{"url":"https://example.com/1","city":"Lyon"},"total_results":3,"done_reason":"completed","done_reason_desc":null,"started_at":"2026-03-01T12:00:02.000000","ended_at":"2026-03-01T12:00:07.000000"}""",
            found[0]!.ToJsonString());
        Assert.Equal(
            $$"""{"id":"{{found[1]!["id"]}}","object":"runtask","task":"{{tasks[1]}}","run":"{{run}}","status":"running","params":{"url":"https://example.com/2","city":"Nice"},"total_results":0,"done_reason":null,"done_reason_desc":null,"started_at":"2026-03-01T12:00:07.000000","ended_at":null}""",
            found[1]!.ToJsonString());
        Assert.Matches("^[0-9a-f]{32}$", (string)found[0]!["id"]!);
    }

    [Theory]
    [InlineData("done", "completed completed completed completed", "completed completed completed completed")]
    [InlineData("cut short", "completed completed aborted aborted", "completed completed no_credits_left no_credits_left")]
    [InlineData("error", "completed completed completed completed", "completed completed completed completed")]
    [InlineData("aborted by a request", "completed aborted aborted aborted", "completed run_aborted run_aborted run_aborted")]
    [InlineData("failed in the middle", "error error error error", "account_blocked account_blocked account_blocked account_blocked")]
    public void Each_task_says_how_it_ended(string end, string statuses, string reasons)
    {
        RunScriptBuilder beginning = RunScript.Running(Seconds(8), results: 4);
        Simulator.AddRun("r", end switch
        {
            "cut short" => beginning.IsCutShort("no_credits_left", progress: 0.5),
            "error" => beginning.Fails(),
            "failed in the middle" => RunScript.Paused(Seconds(1)).Running(TimeSpan.Zero, results: 4).Fails("Blocked.", "account_blocked"),
            _ => beginning.Succeeds(),
        });
        Advance(3);
        if (end == "aborted by a request") Abort("r");
        Advance(20);

        JsonArray tasks = Json(Get("runtasks?run=r"))["data"]!.AsArray();
        Assert.Equal(statuses, string.Join(' ', tasks.Select(task => task!["status"])));
        Assert.Equal(reasons, string.Join(' ', tasks.Select(task => task!["done_reason"])));
    }

    [Fact]
    public void Rows_belong_to_tasks_in_turn_and_can_be_listed_by_task()
    {
        Options = Options with { ResultRateLimit = null };
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Upload("url\n1\n2\n3\n");
        Simulator.ScriptNextRun(RunScript.Running(Seconds(8), results: 8).Succeeds());
        string run = StartedId();
        string[] tasks = [.. Json(Get("runtasks?run=" + run))["data"]!.AsArray().Select(task => (string)task!["task"]!)];

        Advance(4);
        Assert.Equal(["1 2 3", "4", ""], tasks.Select(task => Positions($"run={run}&task={task}")));
        Advance(4);
        Assert.Equal(["1 2 3", "4 5 6", "7 8"], tasks.Select(task => Positions($"run={run}&task={task}")));
        Assert.Equal("4 5 6", Positions($"squid={Squid}&task={tasks[1]}"));
        Assert.Equal("", Positions($"run={run}&task=nobody"));
        Assert.Equal("3 3 2", string.Join(' ', Json(Get("runtasks?run=" + run))["data"]!.AsArray().Select(task => task!["total_results"])));
    }

    [Fact]
    public void A_list_is_of_a_run_and_comes_in_pages()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 120));

        Says("ParamsNeeded", "run", Get("runtasks"));
        Assert.Equal("120 50 3 51 100", Fields(Json(Get("runtasks?run=r&page=2")), "total_results", "limit", "total_pages", "result_from", "result_to"));
        Assert.Equal(120, Enumerable.Range(1, 3).SelectMany(page => Json(Get($"runtasks?run=r&page={page}"))["data"]!.AsArray().Select(task => (string)task!["id"]!)).Distinct().Count());
    }

    [Fact]
    public void A_row_says_whose_it_is_and_when_it_was_found()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        Simulator.AddRun("r", RunScript.Pending(Seconds(2)).Running(Seconds(10), results: 4).Succeeds(), squid: "s");
        Advance(20);

        JsonArray rows = Json(Get("results?run=r"))["data"]!.AsArray();
        Assert.All(rows, row => Assert.Equal("result s r", Fields(row!.AsObject(), "object", "squid", "run")));
        Assert.Equal("2026-03-01T12:00:04.500000", (string)rows[0]!["scraping_time"]!);
        Assert.Equal("2026-03-01T12:00:12.000000", (string)rows[3]!["scraping_time"]!);
    }

    private string Positions(string query) => string.Join(' ', Json(Get("results?" + query))["data"]!.AsArray().Select(row => row!["position"]));
}
