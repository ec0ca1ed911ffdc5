using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>More is wanted at once than may be sent in a window: the whole cap is used, and no more.</summary>
public class BurstTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.1)]
    [InlineData(30, 0.1)]
    [InlineData(90, 0)]
    [InlineData(90, 0.1)]
    public void The_first_minute_takes_the_whole_cap(int cap, double latency)
    {
        using FleetRun run = new(
            new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) },
            client => client with { TaskRequestsPerMinute = cap });
        run.WatchEndless(200);
        run.RunTo(60 * 10);

        Assert.Equal(cap, run.SentIn(0, 60));
        Assert.InRange(run.Sent.Count, (cap * 10) - (cap * latency * 10 / 60) - 1, (cap * 10) + 1);
        Assert.InRange(Arrivals.MostInAWindow(run.Service.Requests), cap, cap);
    }

    [Fact]
    public void Three_readers_of_results_use_what_two_a_second_with_a_latency_allow()
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(100)) });
        int rows = 0;
        for (int i = 0; i < 3; i++)
            run.Client.Runs.Results(run.Service.AddRun(RunScript.Succeeds(10_000))).Subscribe(_ => rows++);
        run.RunTo(100);

        Assert.InRange(run.Sent.Count / 100.0, 1.7, 2);
        Assert.Equal(0, run.Throttled);
        Assert.InRange(rows, 15_000, 20_000);
    }
}
