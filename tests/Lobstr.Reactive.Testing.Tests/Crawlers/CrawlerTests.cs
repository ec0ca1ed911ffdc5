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
