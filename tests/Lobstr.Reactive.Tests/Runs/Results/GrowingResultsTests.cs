using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Results of runs that go on while somebody reads.</summary>
public sealed class GrowingResultsTests : PipelineTest
{
    [Theory]
    [InlineData(ResultOrder.OldestFirst, 1000, 10)]
    [InlineData(ResultOrder.NewestFirst, 1000, 10)]
    [InlineData(ResultOrder.NewestFirst, 1000, 3)]
    [InlineData(ResultOrder.NewestFirst, 137, 2)]
    [InlineData(ResultOrder.OldestFirst, 137, 2)]
    public void Nothing_is_lost_or_repeated_while_rows_are_added(ResultOrder order, int rows, double seconds)
    {
        Options = Options with { ResultOrder = order };
        Simulator.AddRun("r", RunScript.Running(Seconds(seconds), results: rows).Succeeds());
        RunTo(seconds / 2);
        long before = rows / 2;

        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        // What had been found when the last page was read, each row once.
        Assert.Null(observer.Error);
        Assert.True(observer.HasEnded);
        Assert.Equal(Enumerable.Range(1, observer.Values.Count), observer.Values.Order());
        Assert.InRange(observer.Values.Count, before, rows);
    }

    [Fact]
    public void Whoever_reads_longer_than_the_run_lasts_has_all_of_it()
    {
        Options = Options with { ResultOrder = ResultOrder.NewestFirst };
        Simulator.AddRun("r", RunScript.Running(Seconds(5), results: 2000).Succeeds());
        RunTo(2.5);

        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(1, 2000), observer.Values.Order());
    }

    [Fact]
    public void A_list_that_grew_at_its_end_is_not_read_twice()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(5), results: 400).Succeeds());
        RunTo(3);
        Subscribe(Positions("r"));
        Run();

        Assert.Equal(["1", "2", "3", "4"], Pages());
    }

    [Fact]
    public void A_list_that_grew_at_its_beginning_is_read_again_only_until_all_is_seen()
    {
        Options = Options with { ResultOrder = ResultOrder.NewestFirst };
        // Ten rows more, two seconds after the first page has been read.
        Simulator.AddRun("r", RunScript.Running(Seconds(0), results: 490).Paused(Seconds(2)).Running(Seconds(0), results: 10).Succeeds());
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(1, 500), observer.Values.Order());
        Assert.Equal(["1", "2", "3", "4", "5", "1"], Pages());
    }

    [Fact]
    public void A_list_that_shrank_is_read_again()
    {
        // The first row goes away when the first page has been read: what was the first of the second page is on the first now.
        Simulator.Faults.OnRequest(1, Page(first: 1, rows: 100, total: 150, pages: 2));
        Simulator.Faults.OnRequest(2, Page(first: 102, rows: 49, total: 149, pages: 2));
        Simulator.Faults.OnRequest(3, Page(first: 2, rows: 100, total: 149, pages: 2));
        Simulator.Faults.OnRequest(4, Page(first: 102, rows: 49, total: 149, pages: 2));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(1, 150), observer.Values.Order());
        Assert.Equal(["1", "2", "1", "2"], Pages());
    }

    [Fact]
    public void A_total_that_is_never_reached_is_not_chased_for_ever()
    {
        Simulator.Faults.OnRequest(1, Page(first: 1, rows: 100, total: 150, pages: 2));
        Simulator.Faults.OnRequest(2, Page(first: 101, rows: 50, total: 1000, pages: 2));
        Simulator.Faults.OnRequest(3, Page(first: 1, rows: 100, total: 1000, pages: 2));
        Simulator.Faults.OnRequest(4, Page(first: 101, rows: 50, total: 1000, pages: 2));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(1, 150), observer.Values);
        Assert.Equal("The service has announced 1000 rows of the results of run 'r' and given 150: some are missing.", Assert.IsType<LobstrProtocolException>(observer.Error).Message);
        Assert.Equal(4, Simulator.RequestCount);
    }

    private static FaultResponse Page(int first, int rows, int total, int pages) => Fault.Body(
        $$"""{"total_results":{{total}},"total_pages":{{pages}},"data":[{{string.Join(',', Enumerable.Range(first, rows).Select(i => $$"""{"id":"{{i}}","position":{{i}}}"""))}}]}""");

    private IEnumerable<string> Pages() => Requests("results").Select(line => line.Split("page=")[1].Split('&')[0]);
}
