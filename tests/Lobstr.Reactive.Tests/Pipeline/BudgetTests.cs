using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What the service grants a key: 120 requests a minute for runs, 2 a second for results.</summary>
public sealed class BudgetTests : PipelineTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Results_are_read_at_no_more_than_two_a_second(double latency)
    {
        Options = Options with { Latency = Latency.Constant(Seconds(latency)) };
        string[] runs = ["a", "b", "c"];
        foreach (string run in runs)
            Simulator.AddRun(run, RunScript.Succeeds(results: 1000));
        RawObserver<int> observer = Subscribe(runs.Select(run => Client.Runs.Results(run)).Merge().Select(_ => 0));
        Run();

        Assert.Equal(3000, observer.Values.Count);
        Assert.Equal(30, Simulator.RequestCount);
        Assert.Equal(0, Throttles);
        Assert.True(MostInAnyWindow(Seconds(1)) <= 2);
    }

    [Fact]
    public void Pulling_obeys_it_too()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        Ended(CountAsync());

        Assert.Equal(10, Simulator.RequestCount);
        Assert.Equal(0, Throttles);
        Assert.True(MostInAnyWindow(Seconds(1)) <= 2);
    }

    [Fact]
    public void The_pace_is_what_the_service_grants_where_its_headers_do_not_slow_it_down()
    {
        Options = Options with { RateLimitHeaders = false };
        Simulator.AddRun("r", RunScript.Succeeds(results: 4000));
        RawObserver<int> observer = Subscribe(Client.Runs.Results("r").Select(_ => 0));
        Run();

        Assert.Equal(4000, observer.Values.Count);
        Assert.Equal(0, Throttles);
        // Forty pages: two at once, two more each second.
        Assert.InRange(Now, 19, 20);
    }

    [Fact]
    public void Headers_in_whole_seconds_slow_it_down_by_no_more_than_half()
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 4000));
        Subscribe(Client.Runs.Results("r").Select(_ => 0));
        Run();

        TestContext.Current.TestOutputHelper!.WriteLine($"40 pages in {Now} s");
        Assert.Equal(0, Throttles);
        Assert.InRange(Now, 19, 40);
    }

    [Fact]
    public void Another_pace_can_be_set()
    {
        Options = Options with { ResultRateLimit = Testing.RateLimit.PerSecond(1) };
        ClientOptions = ClientOptions with { ResultRequestsPerSecond = 1 };
        Simulator.AddRun("r", RunScript.Succeeds(results: 1000));
        Subscribe(Client.Runs.Results("r").Select(_ => 0));
        Run();

        Assert.Equal(0, Throttles);
        Assert.Equal(1, MostInAnyWindow(Seconds(1)));
    }

    [Fact]
    public void More_runs_than_can_be_polled_at_their_pace_share_the_budget()
    {
        // Twenty runs every five seconds would be two hundred and forty requests a minute.
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"r{i}")];
        foreach (string id in ids)
            Simulator.AddRun(id, RunScript.Running(Seconds(600), results: 600).Succeeds());
        RawObserver<RunStats> observer = Subscribe(ids.Select(id => Client.Runs.WatchStats(id)).Merge());
        Run();

        Assert.Null(observer.Error);
        Assert.True(observer.HasEnded);
        Assert.Equal(0, Throttles);
        Assert.True(MostInAnyWindow(TimeSpan.FromMinutes(1)) <= 120);
        Assert.Equal(20, observer.Values.Count(stats => stats.IsDone));
        // Nobody is left behind: each is asked about as often as any other, give or take two.
        int[] polls = [.. ids.Select(id => Requests($"runs/{id}/stats").Count())];
        Assert.True(polls.Max() - polls.Min() <= 2, string.Join(' ', polls));
    }

    [Fact]
    public void Uploads_and_results_do_not_wait_for_runs()
    {
        Options = Options with { RunRateLimit = Testing.RateLimit.PerMinute(1) };
        Simulator.AddRun("r", RunScript.Running(Seconds(600), results: 50).Succeeds());
        Simulator.UseBudgetElsewhere(1, RateLimitFamily.Runs);
        Subscribe(Client.Runs.WatchStats("r"), "run");
        RunTo(1);
        RawObserver<int> rows = Subscribe(Client.Runs.Results("r").Select(_ => 0), "rows");
        Task<string> sent = Client.Uploads.SendAsync(Squid, Csv());
        RunTo(2);

        Assert.True(rows.HasEnded);
        Assert.True(sent.IsCompletedSuccessfully);
        Assert.DoesNotContain(Transcript.Lines, line => line.Contains("run next", StringComparison.Ordinal));
    }

    private async Task<int> CountAsync()
    {
        int count = 0;
        await foreach (var _ in Client.Runs.ReadResultsAsync("r").ConfigureAwait(false))
            count++;
        return count;
    }

    private int MostInAnyWindow(TimeSpan window)
    {
        TimeSpan[] arrivals = [.. Simulator.Requests.Select(request => request.ArrivedAt!.Value).Order()];
        int most = 0;
        int first = 0;
        for (int i = 0; i < arrivals.Length; i++)
        {
            while (arrivals[i] - arrivals[first] > window)
                first++;
            most = Math.Max(most, i - first + 1);
        }
        return most;
    }
}
