using System.Net;
using System.Reactive.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class ResultPageTests : PipelineTest
{
    [Fact]
    public void A_run_that_nobody_knows_is_a_404()
    {
        RawObserver<int> observer = Subscribe(Positions("none"));
        Run();

        Assert.Equal(HttpStatusCode.NotFound, Assert.IsType<LobstrApiException>(observer.Error).StatusCode);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Theory]
    [InlineData("""{"data":[{"n":1},{"n":2}]}""", 2)]
    [InlineData("""{"data":[{"n":1}],"next":null}""", 1)]
    [InlineData("""{"data":[],"next":null,"total_results":0}""", 0)]
    [InlineData("""{"data":[7,"x",null,[1],{"id":null}],"total_pages":1}""", 5)]
    [InlineData("""{"data":[{"id":1},{"id":"1"},{"id":2},{"id":2}],"total_pages":1}""", 2)]
    [InlineData("""{"data":[{"n":1}],"total_pages":1,"next":"more"}""", 1)]
    public void A_page_may_say_little(string body, int rows)
    {
        Simulator.Faults.OnRequest(1, Fault.Body(body));
        RawObserver<JsonElement> observer = Subscribe(Client.Runs.Results("r"));
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(rows, observer.Values.Count);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void Where_nobody_says_which_page_is_the_last_a_full_one_is_not()
    {
        string full = $$"""{"data":[{{string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"id":{{i}}}"""))}}]}""";
        Simulator.Faults.OnRequest(1, Fault.Body(full));
        Simulator.Faults.OnRequest(2, Fault.Body("""{"data":[{"id":100}]}"""));
        RawObserver<JsonElement> observer = Subscribe(Client.Runs.Results("r"));
        Run();

        Assert.Equal(101, observer.Values.Count);
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Theory]
    [InlineData("""{"data":[],"total_pages":2}""")]
    [InlineData("""{"data":[],"next":"more"}""")]
    public void A_page_that_was_empty_by_mistake_is_passed_over_and_asked_for_again_when_rows_are_missing(string body)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));
        Simulator.Faults.OnRequest(1, Fault.Body(body));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Null(observer.Error);
        Assert.Equal([1, 2, 3], observer.Values);
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Theory]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"total_pages":1}""")]
    [InlineData("""[]""")]
    public void A_page_that_cannot_be_meant_is_asked_for_again(string body)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));
        Simulator.Faults.OnRequest(1, Fault.Body(body));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal([1, 2, 3], observer.Values);
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Fact]
    public void A_page_may_be_larger_than_a_mebibyte()
    {
        Options = Options with { ResultRow = (_, index) => new JsonObject { ["position"] = index + 1, ["text"] = new string('x', 50_000) } };
        Simulator.AddRun("r", RunScript.Succeeds(results: 100));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(100, observer.Values.Count);
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(9, 10)]
    public void Totals_that_never_agree_are_no_reason_to_read_for_ever(int first, int last)
    {
        string full = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"id":{{i}}}"""));
        Simulator.Faults.Always(
            Fault.Body($$"""{"data":[{{full}}],"total_pages":2,"total_results":{{100 + first}}}"""),
            request => request.Query.Contains("page=1", StringComparison.Ordinal));
        Simulator.Faults.Always(Fault.Body($$"""{"data":[{"id":100}],"total_pages":2,"total_results":{{100 + last}}}"""));
        RawObserver<JsonElement> observer = Subscribe(Client.Runs.Results("r"));
        RunTo(60);

        Assert.IsType<LobstrProtocolException>(observer.Error);
        Assert.Equal(101, observer.Values.Count);
        Assert.Equal(6, Simulator.RequestCount);
    }
}
