using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A service that says nothing about its limits.</summary>
public class NoHeadersTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(500)]
    public void The_clients_own_cap_is_enough(int uploads)
    {
        using FleetRun run = Silent(RateLimit.PerMinute(90));
        run.WatchFleet(uploads, 5, 600);
        run.RunTo(3_600);

        Assert.Equal(uploads, run.Completed);
        Assert.Equal(0, run.Throttled);
        Assert.InRange(Arrivals.MostInAWindow(run.Service.Requests), 1, 90);
    }

    [Fact]
    public void With_another_process_on_the_key_one_429_a_window_is_how_the_client_learns_of_it()
    {
        using FleetRun run = Silent(RateLimit.PerMinute(90) with { UsedElsewhere = 45 });
        run.WatchFleet(100, 5, 600);
        run.RunTo(3_600);

        double lastEnd = run.Watches.Max(watch => watch.CompletedAt ?? double.MaxValue);
        Assert.Equal(100, run.Completed);
        Assert.InRange(run.Throttled, 1, (int)(lastEnd / 60) + 1);
    }

    private static FleetRun Silent(RateLimit limit) => new(new()
    {
        TaskRateLimit = limit,
        RateLimitHeaders = false,
        Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1),
    });
}
