using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class TaskTests : RunTest
{
    [Fact]
    public void Tasks_that_are_new_are_answered_whole_and_the_others_counted()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };
        Add("""{"url":"https://example.com/1"}""");

        JsonObject added = Json(Add("""{"url":"https://example.com/1"},{"url":"https://example.com/2"},{"url":"https://example.com/2"}"""));

        Assert.Equal("2", Fields(added, "duplicated_count"));
        JsonNode task = Assert.Single(added["tasks"]!.AsArray())!;
        Assert.Equal(
            $$"""{"id":"{{task["id"]}}","object":"task","created_at":"2026-03-01T12:00:00.000000","is_active":true,"params":{"url":"https://example.com/2"},"module":"{{Options.Crawlers[0].Id}}"}""",
            task.ToJsonString());
        Assert.Matches("^[0-9a-f]{32}$", (string)task["id"]!);
    }

    [Fact]
    public void Tasks_are_listed_however_they_came_once_they_are_there()
    {
        Simulator.ScriptNextUpload(UploadScript.Progress(Seconds(5)).Succeeds());
        Upload("url\nhttps://example.com/1\nhttps://example.com/1\nhttps://example.com/2\n");
        Add("""{"url":"https://example.com/2"},{"url":"https://example.com/3"},{"keyword":"pizza","location":null}""");

        Assert.Equal(["""{"url":"https://example.com/3"}""", """{"keyword":"pizza","location":null}"""], Listed("squid=" + Squid));
        Advance(5);
        Assert.Equal(
            ["""{"url":"https://example.com/1"}""", """{"url":"https://example.com/2"}""", """{"url":"https://example.com/3"}""", """{"keyword":"pizza","location":null}"""],
            Listed("squid=" + Squid));
        Assert.Equal(["""{"url":"https://example.com/3"}"""], Listed($"squid={Squid}&limit=1&page=3"));
        Assert.Equal("4 4 3 3", Fields(Json(Get($"tasks?squid={Squid}&limit=1&page=3")), "total_results", "total_pages", "result_from", "result_to"));
        Assert.Empty(Listed("squid=another"));
    }

    [Fact]
    public void Tasks_that_only_a_script_has_counted_are_listed_too()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Valid = 3, Inserted = 3 }));
        Upload("url\nhttps://example.com/mine\n");

        Assert.Equal(
            ["""{"url":"https://example.com/mine"}""", """{"url":"https://example.com/tasks/2"}""", """{"url":"https://example.com/tasks/3"}"""],
            Listed("squid=" + Squid));
    }

    [Fact]
    public void A_run_has_the_tasks_that_were_added_one_by_one()
    {
        Add("""{"url":"https://example.com/1"},{"url":"https://example.com/2"}""");
        StartedId();

        Assert.Equal((2, 0), (Simulator.Runs[0].Tasks, Simulator.Runs[0].MissedTasks));
    }

    [Theory]
    [InlineData("""{"tasks":[{"url":"1"}]}""", "ParamsNeeded", "squid")]
    [InlineData("""{"squid":"../x","tasks":[{"url":"1"}]}""", "ParamsInvalid", "squid")]
    [InlineData("""{"squid":"s"}""", "ParamsNeeded", "tasks")]
    [InlineData("""{"squid":"s","tasks":[]}""", "ParamsNeeded", "tasks")]
    [InlineData("""{"squid":"s","tasks":[{}]}""", "ParamsInvalid", "tasks")]
    [InlineData("""{"squid":"s","tasks":["1"]}""", "ParamsInvalid", "tasks")]
    [InlineData("", "ParamsNeeded", "squid")]
    public void A_bad_request_is_a_400_that_says_what_is_wrong(string body, string type, string param) =>
        Says(type, param, PostTo("tasks", body));

    [Fact]
    public void A_list_is_of_a_squid() => Says("ParamsNeeded", "squid", Get("tasks"));

    private HttpResponseMessage Add(string tasks) => PostTo("tasks", $$"""{"squid":"{{Squid}}","tasks":[{{tasks}}]}""");

    private IEnumerable<string> Listed(string query) =>
        Json(Get("tasks?" + query))["data"]!.AsArray().Select(task => task!["params"]!.ToJsonString());
}
