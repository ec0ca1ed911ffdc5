using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class CrawlerTests : RunTest
{
    [Fact]
    public void A_crawler_says_what_its_tasks_and_its_squids_take()
    {
        string id = Options.Crawlers[0].Id;

        Assert.Equal(
            """200 {"task":{"url":{"type":"string","group":"url","regex":"^https?://.*","required":true,"default":null},"keyword":{"type":"string","group":"search","required":true,"default":null},"location":{"type":"string","group":"search","required":false,"default":null}},"squid":{"max_results":{"type":"int","required":false,"default":null},"functions":{}}}""",
            Line(Get($"crawlers/{id}/params")));
        Assert.Equal("Simulated Crawler simulated-crawler", Fields(Json(Get("crawlers/" + id)), "name", "slug"));
        Assert.Equal(404, (int)Get("crawlers/nobody/params").StatusCode);
        Assert.Equal(404, (int)Get("crawlers/nobody").StatusCode);
    }

    [Fact]
    public void A_crawler_says_which_columns_its_rows_have()
    {
        string id = Options.Crawlers[0].Id;
        Simulator.AddRun("r", RunScript.Succeeds(results: 1));
        string[] ofEveryRow = ["id", "object", "run", "squid", "scraping_time"];
        IEnumerable<string> columns = Json(Get("results?run=r"))["data"]![0]!.AsObject().Select(cell => cell.Key).Except(ofEveryRow);

        JsonArray attributes = Json(Get($"crawlers/{id}/attributes"))["data"]!.AsArray();

        Assert.Equal(columns, attributes.Select(attribute => (string)attribute!["name"]!));
        Assert.Equal(
            """{"name":"name","type":"string","example":"Result 1","function":"Export Results","is_main":true,"description":"The name of a result."}""",
            attributes[1]!.ToJsonString());
        Assert.Equal("""["position","name","url","score","phone"]""", Json(Get("crawlers/" + id))["result"]!.ToJsonString());
        Assert.Equal("5 2 3 4", Fields(Json(Get($"crawlers/{id}/attributes?limit=2&page=2")), "total_results", "limit", "result_from", "result_to"));
        Assert.Equal(404, (int)Get("crawlers/nobody/attributes").StatusCode);
    }

    [Fact]
    public void The_details_of_a_crawler_list_what_it_takes_as_text() => Assert.Equal(
        """[{"level":"task","name":"url","type":"string","required":"true","default":""},{"level":"task","name":"keyword","type":"string","required":"true","default":""},{"level":"task","name":"location","type":"string","required":"false","default":""},{"level":"squid","name":"max_results","type":"int","required":"false","default":""}]""",
        Json(Get("crawlers/" + Options.Crawlers[0].Id))["input"]!.ToJsonString());

    [Fact]
    public void There_can_be_others_and_a_squid_has_the_one_that_it_was_made_with()
    {
        var maps = new SimulatedCrawler { Id = "maps", Name = "Maps", TaskParameters = new JsonObject { ["place"] = new JsonObject { ["required"] = true } } };
        Options = Options with { Crawlers = [new SimulatedCrawler(), maps] };

        Assert.Equal("Simulated Crawler, Maps", string.Join(", ", Json(Get("crawlers"))["data"]!.AsArray().Select(crawler => (string)crawler!["name"]!)));
        Assert.Equal("maps Maps", Fields(Json(PostTo("squids", """{"crawler":"maps"}""")), "crawler", "crawler_name"));
        Assert.StartsWith("""200 {"task":{"place":{"required":true}}""", Line(Get("crawlers/maps/params")), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_at_least_one_and_each_has_an_id()
    {
        Assert.Throws<ArgumentException>(() => new LobstrSimulator(Clock, new LobstrSimulatorOptions { Crawlers = [] }));
        Assert.Throws<ArgumentException>(() => new LobstrSimulator(Clock, new LobstrSimulatorOptions { Crawlers = [new SimulatedCrawler { Id = "a/b" }] }));
    }
}
