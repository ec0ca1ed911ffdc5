namespace Lobstr.Reactive.Testing.Tests;

public sealed class SingleTaskTests : RunTest
{
    private const string Unknown = """404 {"error":{"message":"Task not found","type":"not_found_error","param":"task_hash"}}""";

    public SingleTaskTests() => Options = Options with
    {
        Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        ResultRateLimit = null,
    };

    [Fact]
    public void A_task_is_answered_whole_before_any_run_has_had_it()
    {
        string id = Added(2)[1];

        Assert.Equal(
            $$"""200 {"hash_value":"{{id}}","created_at":"2026-03-01T12:00:00.000000","is_active":true,"params":{"url":"https://example.com/2"},"module":"{{Options.Crawlers[0].Id}}","status":{"status":"pending","started_at":null,"ended_at":null,"is_done":false,"total_results":0,"total_pages":0,"done_reason":null,"has_errors":false,"errors":null},"object":"task"}""",
            Line(Get("tasks/" + id)));
    }

    [Fact]
    public void A_task_says_how_it_has_fared_in_the_last_run_that_had_it()
    {
        string[] ids = Added(2);
        Simulator.ScriptNextRun(RunScript.Running(Seconds(10), results: 6).Succeeds());
        StartedId();

        Advance(6);
        Assert.Equal("completed 2026-03-01T12:00:00.000000 2026-03-01T12:00:05.000000 true 3 1 completed false null", Status(ids[0]));
        Assert.Equal("running 2026-03-01T12:00:05.000000 null false 0 0 null false null", Status(ids[1]));
        Advance(10);
        Simulator.ScriptNextRun(RunScript.Paused(Seconds(1)).Fails("Blocked.", "account_blocked"));
        StartedId();
        Advance(1);
        Assert.StartsWith("failed ", Status(ids[0]), StringComparison.Ordinal);
        Assert.EndsWith(" true 0 0 account_blocked true Blocked.", Status(ids[0]), StringComparison.Ordinal);
        // A later run does not have a task that came after it.
        string late = Added(3)[0];
        Assert.StartsWith("pending ", Status(late), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_is_deleted_is_gone_and_what_is_sent_again_is_no_duplicate_of_it()
    {
        string[] ids = Added(3);

        Assert.Equal($$"""200 {"id":"{{ids[1]}}","object":"task","deleted":true}""", Line(Delete(ids[1])));
        Assert.Equal(Unknown, Line(Delete(ids[1])));
        Assert.Equal(Unknown, Line(Get("tasks/" + ids[1])));
        Assert.Equal([ids[0], ids[2]], Listed());
        Delete(ids[0]);
        Assert.Equal([ids[2]], Listed());
        Assert.Equal("""{"url":"https://example.com/3"}""", Json(Get("tasks/" + ids[2]))["params"]!.ToJsonString());
        Assert.Equal("1", Fields(Json(Add("""{"url":"https://example.com/2"},{"url":"https://example.com/3"}""")), "duplicated_count"));
        StartedId();
        Assert.Equal(2, Simulator.Runs[0].Tasks);
    }

    [Fact]
    public void A_row_of_a_file_can_be_deleted_once_it_is_a_task()
    {
        Simulator.ScriptNextUpload(UploadScript.Progress(Seconds(5)).Succeeds());
        Upload("url,city\nhttps://example.com/1,Lyon\nhttps://example.com/2,Nice\n");
        Advance(5);
        string[] ids = Listed();

        Delete(ids[0]);

        Assert.Equal([ids[1]], Listed());
        Assert.Equal("1", Fields(Json(PostTo($"squids/{Squid}/empty", """{"type":"url"}""")), "deleted_count"));
    }

    [Fact]
    public void Its_rows_go_with_it_but_not_those_that_are_exported()
    {
        string[] ids = Added(3);
        Simulator.ScriptNextRun(RunScript.Running(Seconds(9), results: 9).Succeeds());
        string run = StartedId();
        Advance(20);

        Delete(ids[1]);

        Assert.Equal("1 2 3 7 8 9", Positions("run=" + run));
        Assert.Equal("", Positions($"run={run}&task={ids[1]}"));
        Assert.Equal("7 8 9", Positions($"run={run}&task={ids[2]}"));
        Delete(ids[0]);
        Assert.Equal("7 8 9", Positions("squid=" + Squid));
        Assert.Equal("9", Fields(Run(run), "total_results"));
        Assert.Equal("3", Fields(Json(Get("runtasks?run=" + run)), "total_results"));
    }

    [Fact]
    public void Nobody_else_is_known_and_nothing_else_can_be_done()
    {
        Assert.Equal(Unknown, Line(Get("tasks/nobody")));
        Assert.Equal(405, (int)PostTo("tasks/nobody", "{}").StatusCode);
        Assert.Equal("GET, DELETE", Ended(SendAsync(HttpMethod.Put, "tasks/nobody")).Content.Headers.Allow.Aggregate((one, next) => one + ", " + next));
    }

    private string[] Added(int count)
    {
        string tasks = string.Join(',', Enumerable.Range(1, count).Select(number => $$"""{"url":"https://example.com/{{number}}"}"""));
        return [.. Json(Add(tasks))["tasks"]!.AsArray().Select(task => (string)task!["id"]!)];
    }

    private HttpResponseMessage Add(string tasks) => PostTo("tasks", $$"""{"squid":"{{Squid}}","tasks":[{{tasks}}]}""");

    private HttpResponseMessage Delete(string id) => Ended(SendAsync(HttpMethod.Delete, "tasks/" + id));

    private string[] Listed() => [.. Json(Get("tasks?squid=" + Squid))["data"]!.AsArray().Select(task => (string)task!["id"]!)];

    private string Status(string id) => Fields(
        Json(Get("tasks/" + id))["status"]!.AsObject(),
        "status", "started_at", "ended_at", "is_done", "total_results", "total_pages", "done_reason", "has_errors", "errors");

    private string Positions(string query) => string.Join(' ', Json(Get("results?" + query))["data"]!.AsArray().Select(row => row!["position"]));
}
