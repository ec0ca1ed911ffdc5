using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class ResultTests : RunTest
{
    // Tests read faster than the budget would let them.
    public ResultTests() => Options = Options with { ResultRateLimit = null };

    [Fact]
    public void A_page_is_answered_whole()
    {
        Options = Options with { ResultRow = (_, index) => new JsonObject { ["id"] = index, ["name"] = $"é{index}" } };
        Simulator.AddRun("r", RunScript.Succeeds(results: 5));

        Assert.Equal(
            """200 {"total_results":5,"limit":2,"page":2,"total_pages":3,"result_from":3,"result_to":4,"data":[{"id":2,"name":"é2"},{"id":3,"name":"é3"}],"next":"https://api.lobstr.io/v1/results?run=r&page=3&limit=2","previous":"https://api.lobstr.io/v1/results?run=r&page=1&limit=2"}""",
            Line(Get("results?run=r&page=2&limit=2")));
        Assert.Equal(
            """200 {"total_results":5,"limit":2,"page":3,"total_pages":3,"result_from":5,"result_to":5,"data":[{"id":4,"name":"é4"}],"next":null,"previous":"https://api.lobstr.io/v1/results?run=r&page=2&limit=2"}""",
            Line(Get("results?run=r&page=3&limit=2")));
    }

    [Fact]
    public void A_row_has_an_id_of_its_own_that_is_the_same_in_every_run_of_a_test()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 100));

        string[] ids = [.. Page("run=r&limit=100").Select(row => (string)row!["id"]!)];

        Assert.Equal(100, ids.Distinct().Count());
        var another = new LobstrSimulator(Clock);
        another.AddRun("r", RunScript.Succeeds(results: 100));
        using var http = new HttpMessageInvoker(another.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.lobstr.io/v1/results?run=r&page=1&limit=100");
        request.Headers.Authorization = new("Token", another.ApiKey);
        Assert.Equal(ids, Json(Ended(http.SendAsync(request, CancellationToken.None)))["data"]!.AsArray().Select(row => (string)row!["id"]!));
    }

    [Fact]
    public void The_size_of_a_page_is_what_is_said_but_has_a_limit_and_one_name()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));

        Assert.Equal(50, Page("run=r").Count);
        Assert.Equal(50, Page("run=r&page_size=30").Count);
        Assert.Equal(20, Page("run=r&limit=20").Count);
        Assert.Equal(100, Page("run=r&limit=101").Count);
        Assert.Equal(50, Page("run=r&page=3&limit=100").Count);
        Assert.Empty(Page("run=r&page=4&limit=100"));
        Assert.Equal("100 3", Fields(Json(Get("results?run=r&limit=1000")), "limit", "total_pages"));
    }

    [Fact]
    public void Rows_can_be_read_as_they_are_found()
    {
        Simulator.AddRun("r", RunScript.Pending(Seconds(1)).Running(Seconds(10), results: 5).Paused(Seconds(10)).Running(Seconds(10), results: 5).Succeeds());

        Assert.Equal("0 1 null", Fields(Json(Get("results?run=r")), "total_results", "total_pages", "next"));
        Advance(4.9);
        Assert.Single(Page("run=r"));
        Advance(0.1);
        Assert.Equal(2, Page("run=r").Count);
        Advance(15);
        Assert.Equal(5, Page("run=r").Count);
        Advance(20);
        Assert.Equal(10, Page("run=r").Count);
    }

    [Fact]
    public void The_newest_can_come_first()
    {
        Options = Options with { ResultOrder = ResultOrder.NewestFirst };
        Simulator.AddRun("r", RunScript.Running(Seconds(10), results: 10).Succeeds());

        Advance(3);
        Assert.Equal("3 2", Positions("run=r&limit=2"));
        Advance(1);
        Assert.Equal("2 1", Positions("run=r&limit=2&page=2"));
    }

    [Fact]
    public void A_squid_has_the_rows_of_all_its_runs()
    {
        Simulator.ScriptNextRun(RunScript.Succeeds(results: 2));
        Simulator.ScriptNextRun(RunScript.Succeeds(results: 1));
        string[] runs = [StartedId(), StartedId()];

        Assert.Equal([runs[0], runs[0], runs[1]], Page("squid=" + Squid).Select(row => (string)row!["run"]!));
        Assert.Equal("1 2 1", Positions("squid=" + Squid));
        Assert.Empty(Page("squid=another"));
    }

    [Theory]
    [InlineData("", "validation_error", "squid,run")]
    [InlineData("run=r&squid=s", "validation_error", "squid,run")]
    [InlineData("run=r&page=0", "ParamsInvalid", "page")]
    [InlineData("run=r&page=x", "ParamsInvalid", "page")]
    [InlineData("run=r&limit=0", "ParamsInvalid", "limit")]
    public void A_bad_request_is_a_400_that_says_what_is_wrong(string query, string type, string param)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 2));

        Says(type, param, Get("results?" + query));
    }

    [Fact]
    public void A_row_that_is_null_says_whose_fault_it_is()
    {
        Options = Options with { ResultRow = (_, _) => null! };
        Simulator.AddRun("r", RunScript.Succeeds(results: 2));

        Assert.Contains("ResultRow", Assert.Throws<InvalidOperationException>(() => Get("results?run=r")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_two_a_second_are_too_many()
    {
        Options = Options with { ResultRateLimit = new LobstrSimulatorOptions().ResultRateLimit };
        Simulator.AddRun("r", RunScript.Succeeds());

        Assert.Equal([200, 200, 429], Enumerable.Range(0, 3).Select(_ => (int)Get("results?run=r").StatusCode));
        Advance(1);
        Assert.Equal(200, (int)Get("results?run=r").StatusCode);
        Assert.Equal(200, (int)Get("runs/r").StatusCode);
    }

    private JsonArray Page(string query) => Json(Get("results?" + query))["data"]!.AsArray();

    private string Positions(string query) => string.Join(' ', Page(query).Select(row => (int)row!["position"]!));
}
