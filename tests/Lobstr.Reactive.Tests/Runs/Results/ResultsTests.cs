using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class ResultsTests : PipelineTest
{
    [Fact]
    public void Rows_come_page_after_page_and_in_order()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(1, 250), observer.Values);
        Assert.Null(observer.Error);
        Assert.True(observer.HasEnded);
        Assert.Equal(
            [
                "GET results?run=r&page=1&limit=100",
                "GET results?run=r&page=2&limit=100",
                "GET results?run=r&page=3&limit=100",
            ],
            Requests().Select(line => line.Split("  ")[1]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    public void There_is_no_page_too_many(int rows, int pages)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: rows));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(rows, observer.Values.Count);
        Assert.True(observer.HasEnded);
        Assert.Equal(pages, Simulator.RequestCount);
    }

    [Fact]
    public void The_next_page_is_asked_for_when_the_last_row_has_been_delivered()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        var asked = new List<long>();
        var observer = new RawObserver<int>(Transcript) { WhenNext = _ => asked.Add(Simulator.RequestCount) };
        observer.SubscribeTo(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(0, 250).Select(i => (long)(i / 100) + 1), asked);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(150, 2)]
    public void Whoever_has_enough_gets_no_more_and_costs_no_more(int enough, int pages)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        RawObserver<int> observer = Subscribe(Positions("r").Take(enough));
        Run();

        Assert.Equal(enough, observer.Values.Count);
        Assert.Equal(pages, Simulator.RequestCount);
    }

    [Fact]
    public void Dispose_in_the_middle_of_a_page_is_the_end()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        RawObserver<int>? observer = null;
        observer = new RawObserver<int>(Transcript)
        {
            WhenNext = position =>
            {
                if (position == 42)
                    observer!.Dispose();
            },
        };
        observer.SubscribeTo(Positions("r"));
        Run();

        Assert.Equal(42, observer.Values.Count);
        Assert.False(observer.HasEnded);
        Assert.Equal(1, Simulator.RequestCount);
        Assert.Empty(Transcript.Of("VIOLATION"));
    }

    [Fact]
    public void Dispose_while_a_page_is_asked_for_gives_the_request_up()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        Simulator.Faults.OnRequest(2, Fault.Hang);
        RawObserver<int> observer = Subscribe(Positions("r"));
        RunTo(5);
        observer.Dispose();
        Run();

        Assert.Equal(100, observer.Values.Count);
        Assert.Equal(RequestOutcome.Cancelled, Simulator.Requests[1].Outcome);
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Fact]
    public void An_observer_that_throws_ends_it_and_surfaces_from_the_scheduler()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        int rows = 0;
        using IDisposable reading = Positions("r").Subscribe(_ =>
        {
            if (++rows == 5)
                throw new NotSupportedException("mine");
        });

        Assert.Equal("mine", Assert.Throws<NotSupportedException>(() => RunTo(10)).Message);
        Clock.Stop();
        Run();
        Assert.Equal(5, rows);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void Each_subscription_reads_from_the_start()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 150));
        IObservable<int> positions = Positions("r");
        RawObserver<int> first = Subscribe(positions);
        Run();
        RawObserver<int> second = Subscribe(positions);
        Run();

        Assert.Equal(first.Values, second.Values);
        Assert.Equal(4, Simulator.RequestCount);
    }

    [Fact]
    public void A_row_stays_valid_when_its_page_is_gone()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        RawObserver<JsonElement> observer = Subscribe(Client.Runs.Results("r"));
        Run();
        GC.Collect();

        Assert.Equal(Enumerable.Range(1, 250), observer.Values.Select(row => row.GetProperty("position").GetInt32()));
        Assert.Equal("Result 1", observer.Values[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Faults_are_retried_and_no_row_is_repeated()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        Simulator.Faults.OnRequest(2, Fault.ConnectionReset);
        Simulator.Faults.OnRequest(3, Fault.TruncatedBody);
        Simulator.Faults.OnRequest(4, Fault.Body("<html>"));
        Simulator.Faults.OnRequest(6, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(10)));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(Enumerable.Range(1, 250), observer.Values);
        Assert.Null(observer.Error);
        Assert.Equal(7, Simulator.RequestCount);
    }

    [Fact]
    public void The_last_fault_comes_through_after_the_rows_before_it()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 250));
        Simulator.Faults.Always(Fault.Status(HttpStatusCode.BadGateway), request => request.Query.Contains("page=2", StringComparison.Ordinal));
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        Assert.Equal(100, observer.Values.Count);
        Assert.Equal(HttpStatusCode.BadGateway, Assert.IsType<LobstrApiException>(observer.Error).StatusCode);
        Assert.Contains("page 2", observer.Error.Message, StringComparison.Ordinal);
        Assert.Equal(7, Simulator.RequestCount);
    }

    [Fact]
    public void Rows_without_an_id_are_known_by_their_place()
    {
        Options = Options with { ResultRow = (_, index) => new JsonObject { ["position"] = index + 1 } };
        Simulator.AddRun("r", RunScript.Running(Seconds(10), results: 250).Succeeds());
        RunTo(8);
        RawObserver<int> observer = Subscribe(Positions("r"));
        Run();

        // Two hundred when the reading began; what was found in its course came along.
        Assert.InRange(observer.Values.Count, 200, 250);
        Assert.Equal(Enumerable.Range(1, observer.Values.Count), observer.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Everything_is_told_inside_the_scheduler_also_if_it_comes_while_one_still_subscribes(int pages)
    {
        JoinedThreadScheduler scheduler = new(new HistoricalScheduler());
        using HttpClient http = new(ListServer.Of([.. Enumerable.Repeat(100, pages - 1), 2], page => page < pages ? $"\"next\":\"{ListServer.Address(page + 1)}\"" : ""));
        using LobstrClient client = new(http, new() { ApiKey = ClientRun.Key, Scheduler = scheduler, ResultRequestsPerSecond = null });
        List<bool> isInside = [];

        client.Runs.Results("r").Subscribe(_ => isInside.Add(scheduler.IsInside), () => isInside.Add(scheduler.IsInside));

        Assert.Equal((100 * (pages - 1)) + 2 + 1, isInside.Count);
        Assert.DoesNotContain(false, isInside);
    }
}
