namespace Lobstr.Reactive.Testing.Tests;

public sealed class SquidTests : RunTest
{
    private string Crawler => Options.Crawlers[0].Id;

    [Fact]
    public void A_squid_is_answered_whole()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Squids = new Dictionary<string, string> { ["Mine"] = Squid } };

        Assert.Equal(
            $$"""200 {"id":"{{Squid}}","object":"squid","name":"Mine","created_at":"2026-03-01T12:00:00Z","crawler":"{{Crawler}}","crawler_name":"Simulated Crawler","is_ready":true,"is_active":true,"concurrency":1,"params":{},"accounts":[],"to_complete":false,"last_run":null,"last_run_at":null,"last_run_status":null,"last_run_done_reason":null,"last_run_is_done":null,"total_runs":0,"next_launch_at":null,"export_unique_results":true,"google_sheet_fields":null,"s3_fields":null,"ftp_fields":null,"webhook_fields":null,"email":null,"notifications":false}""",
            Line(Get("squids/" + Squid)));
    }

    [Fact]
    public void A_squid_knows_its_last_run()
    {
        Simulator.AddRun("first", RunScript.Succeeds(), squid: Squid);
        Simulator.AddRun("second", RunScript.Running(Seconds(5)).IsCutShort("no_credits_left"), squid: Squid);

        Assert.Equal("second RUNNING null false 2", Fields(Json(Get("squids/" + Squid)), "last_run", "last_run_status", "last_run_done_reason", "last_run_is_done", "total_runs"));
        Advance(5);
        Assert.Equal("second DONE no_credits_left true 2", Fields(Json(Get("squids/" + Squid)), "last_run", "last_run_status", "last_run_done_reason", "last_run_is_done", "total_runs"));
    }

    [Fact]
    public void Nobody_knows_a_squid_that_was_never_made_nor_used()
    {
        Options = Options with { ExplainUnknownIds = false };
        string unknown = """404 {"error":{"message":"Squid not found","type":"not_found_error","param":"squid_hash"}}""";

        Assert.Equal(unknown, Line(Get("squids/nobody")));
        Assert.Equal(unknown, Line(PostTo("squids/nobody", "{}")));
        Assert.Equal(unknown, Line(PostTo("squids/nobody/empty", """{"type":"url"}""")));
        Assert.Equal(unknown, Line(Ended(SendAsync(HttpMethod.Delete, "squids/nobody"))));
        StartedId("nobody");
        Assert.Equal(200, (int)Get("squids/nobody").StatusCode);
    }

    [Fact]
    public void The_author_of_a_test_is_told_which_squids_there_are()
    {
        Simulator.AddSquid("Mine");

        Assert.Contains("AddSquid", Body(Get("squids/nobody")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_squid_that_was_just_made_is_not_ready_until_its_parameters_are_set_even_to_nothing()
    {
        string id = (string)Json(PostTo("squids", $$"""{"crawler":"{{Crawler}}","name":"New"}"""))["id"]!;
        Assert.Equal("New false", Fields(Json(Get("squids/" + id)), "name", "is_ready"));

        Assert.Equal(
            """400 {"error":{"message":"Squid not ready, please update the settings first","type":"SquidNotReady","param":"squid"}}""", Line(Start(id)));
        Assert.Equal("false", Fields(Json(PostTo("squids/" + id, """{"concurrency":2}""")), "is_ready"));
        Assert.Equal("true", Fields(Json(PostTo("squids/" + id, """{"params":{}}""")), "is_ready"));
        Assert.Equal(200, (int)Start(id).StatusCode);
    }

    [Fact]
    public void A_test_can_have_both_kinds()
    {
        string ready = Simulator.AddSquid("Ready");
        string unready = Simulator.AddSquid("Not ready", isReady: false);

        Assert.Equal(200, (int)Start(ready).StatusCode);
        Says("SquidNotReady", "squid", Start(unready));
        Assert.Throws<ArgumentNullException>(() => Simulator.AddSquid(null!));
    }

    [Fact]
    public void A_squid_without_a_name_is_called_after_its_crawler()
    {
        Assert.Equal("Simulated Crawler (1)", Fields(Json(PostTo("squids", $$"""{"crawler":"{{Crawler}}"}""")), "name"));
        Assert.Equal("Simulated Crawler (2)", Fields(Json(PostTo("squids", $$"""{"crawler":"{{Crawler}}"}""")), "name"));
    }

    [Fact]
    public void A_squid_needs_a_crawler_that_there_is()
    {
        Says("ParamsNeeded", "crawler", PostTo("squids", "{}"));
        Says("ParamsNeeded", "crawler", PostTo("squids", "what"));
        Assert.Equal(404, (int)PostTo("squids", """{"crawler":"nobody"}""").StatusCode);
    }

    [Fact]
    public void Settings_that_are_not_said_stay_as_they_are()
    {
        string id = Simulator.AddSquid("Mine");
        PostTo("squids/" + id, """{"params":{"max_results":5},"concurrency":3,"is_active":false,"name":"Yours","accounts":["a"],"export_unique_results":false,"whatever":1}""");

        string[] fields = ["params", "concurrency", "is_active", "name", "accounts", "export_unique_results"];
        Assert.Equal("""{"max_results":5} 3 false Yours ["a"] false""", Fields(Json(Get("squids/" + id)), fields));
        Assert.Equal("""{"max_results":5} 3 true Yours ["a"] false""", Fields(Json(PostTo("squids/" + id, """{"is_active":true}""")), fields));
    }

    [Theory]
    [InlineData("""{"params":[]}""", "validation_error", "params")]
    [InlineData("""{"params":null}""", "validation_error", "params")]
    [InlineData("""{"concurrency":0}""", "validation_error", "concurrency")]
    [InlineData("""{"concurrency":"two"}""", "validation_error", "concurrency")]
    [InlineData("""{"name":""}""", "validation_error", "name")]
    [InlineData("""{"is_active":1}""", "validation_error", "is_active")]
    [InlineData("""{"export_unique_results":"no"}""", "validation_error", "export_unique_results")]
    [InlineData("""{"accounts":{}}""", "validation_error", "accounts")]
    [InlineData("""{"name":"a","name":"b"}""", "ParamsInvalid", "body")]
    [InlineData("[]", "ParamsInvalid", "body")]
    [InlineData("", "ParamsInvalid", "body")]
    public void Settings_that_cannot_be_change_nothing(string body, string type, string param)
    {
        string id = Simulator.AddSquid("Mine");
        string before = Line(Get("squids/" + id));

        Says(type, param, PostTo("squids/" + id, body));
        Assert.Equal(before, Line(Get("squids/" + id)));
    }

    [Fact]
    public void Emptying_deletes_the_tasks_of_a_kind_and_the_rows_of_their_runs()
    {
        Options = Options with { ResultRateLimit = null };
        for (int i = 0; i < 2; i++) Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Upload("url\n1\n2\n3\n");
        Upload("keyword,location\npizza,Lyon\n");
        Simulator.ScriptNextRun(RunScript.Succeeds(results: 4));
        StartedId();

        Assert.Equal($$"""200 {"id":"{{Squid}}","object":"squid","emptied":true,"deleted_count":3}""", Line(PostTo($"squids/{Squid}/empty", """{"type":"url"}""")));
        Assert.Equal("1", Fields(Json(Get("tasks?squid=" + Squid)), "total_results"));
        Assert.Equal("0", Fields(Json(Get("results?squid=" + Squid)), "total_results"));
        Assert.Equal("""200 {"id":"a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4","object":"squid","emptied":true,"deleted_count":1}""", Line(PostTo($"squids/{Squid}/empty", """{"type":"params"}""")));
        Assert.Equal("0", Fields(Json(PostTo($"squids/{Squid}/empty", """{"type":"url"}""")), "deleted_count"));
    }

    [Fact]
    public void Without_emptying_a_second_file_runs_the_old_tasks_again_and_with_it_only_its_own()
    {
        for (int i = 0; i < 3; i++) Simulator.ScriptNextUpload(UploadScript.Succeeds());
        for (int i = 0; i < 3; i++) Simulator.ScriptNextRun(RunScript.Succeeds());
        Upload("url\n1\n2\n3\n");
        Start();
        Upload("url\n4\n");
        Start();
        PostTo($"squids/{Squid}/empty", """{"type":"url"}""");
        // Sent again, it is no duplicate of what is gone.
        Upload("url\n1\n2\n");
        Start();

        Assert.Equal([3, 4, 2], Simulator.Runs.Select(run => run.Tasks));
        Assert.Equal(2, Simulator.Uploads[^1].Meta.Inserted);
    }

    [Fact]
    public void A_squid_is_not_emptied_during_a_run()
    {
        Simulator.ScriptNextRun(RunScript.Running(Seconds(5)).Succeeds());
        StartedId();

        Says("validation_error", "squid", PostTo($"squids/{Squid}/empty", """{"type":"url"}"""));
        Advance(5);
        Says("ParamsNeeded", "type", PostTo($"squids/{Squid}/empty", "{}"));
        Says("validation_error", "type", PostTo($"squids/{Squid}/empty", """{"type":"all"}"""));
        Assert.Equal(200, (int)PostTo($"squids/{Squid}/empty", """{"type":"url"}""").StatusCode);
    }

    [Fact]
    public void A_file_that_is_still_being_read_keeps_its_tasks()
    {
        Simulator.ScriptNextUpload(UploadScript.Progress(Seconds(10)).Succeeds());
        Upload("url\n1\n2\n");

        Assert.Equal("0", Fields(Json(PostTo($"squids/{Squid}/empty", """{"type":"url"}""")), "deleted_count"));
        Advance(10);
        Assert.Equal("2", Fields(Json(Get("tasks?squid=" + Squid)), "total_results"));
    }

    [Fact]
    public void Squids_are_found_by_a_part_of_their_name_in_pages()
    {
        foreach (string name in new[] { "Maps of Lyon", "MAPS of Nice", "Profiles" }) Simulator.AddSquid(name);

        Assert.Equal("Maps of Lyon, MAPS of Nice", Names("name=maps"));
        Assert.Equal("MAPS of Nice", Names("name=maps&limit=1&page=2"));
        Assert.Equal("2 2 2 2", Fields(Json(Get("squids?name=maps&limit=1&page=2")), "total_results", "total_pages", "result_from", "result_to"));
        Assert.Equal("https://api.lobstr.io/v1/squids?name=maps%20of&page=2&limit=1", Fields(Json(Get("squids?name=maps%20of&limit=1")), "next"));
    }

    [Fact]
    public void A_squid_can_be_deleted_with_all_that_it_has()
    {
        Simulator.AddRun("r", RunScript.Succeeds(), squid: Squid);

        Assert.Equal($$"""200 {"id":"{{Squid}}","object":"squid","deleted":true}""", Line(Ended(SendAsync(HttpMethod.Delete, "squids/" + Squid))));
        Assert.Equal(404, (int)Get("squids/" + Squid).StatusCode);
        Assert.Equal(404, (int)Get("runs/r").StatusCode);
    }

    private string Names(string query) =>
        string.Join(", ", Json(Get("squids?" + query))["data"]!.AsArray().Select(squid => (string)squid!["name"]!));
}
