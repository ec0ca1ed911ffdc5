using System.Globalization;
using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>The service's clock is not the client's.</summary>
public class ClockSkewTests
{
    [Theory]
    [InlineData(600, 0)]
    [InlineData(-600, 0)]
    [InlineData(600, 45)]
    [InlineData(-600, 45)]
    public void Beside_the_answers_own_Date_it_changes_nothing_at_all(int skew, int usedElsewhere)
    {
        using FleetRun right = Run(0, usedElsewhere, options => options);
        using FleetRun wrong = Run(skew, usedElsewhere, options => options);

        Assert.Equal(60, wrong.Completed);
        Assert.Equal(right.Sent, wrong.Sent);
    }

    [Theory]
    [InlineData(600, 0)]
    [InlineData(-600, 0)]
    [InlineData(600, 45)]
    [InlineData(-600, 45)]
    public void Without_a_Date_the_headers_make_no_sense_and_it_is_as_if_there_were_none(int skew, int usedElsewhere)
    {
        using FleetRun silent = Run(skew, usedElsewhere, options => options with { RateLimitHeaders = false });
        using FleetRun wrong = Run(skew, usedElsewhere, options => options with { DateHeader = false });

        Assert.Equal(60, wrong.Completed);
        Assert.Equal(silent.Sent, wrong.Sent);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    [InlineData(90)]
    public void A_small_error_without_a_Date_neither_stalls_nor_bursts(int skew)
    {
        using FleetRun run = Run(skew, usedElsewhere: 0, options => options with { DateHeader = false });

        Assert.Equal(60, run.Completed);
        Assert.Equal(0, run.Throttled);
        Assert.InRange(run.LongestSilence(until: 500), 0, 10);
        Assert.InRange(Arrivals.MostInAWindow(run.Service.Requests), 1, 90);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    public void A_Retry_After_that_is_a_date_counts_from_the_answers_own_Date(int skew)
    {
        using FleetRun run = new(new() { ClockSkew = TimeSpan.FromSeconds(skew), Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        run.WatchEndless(10);
        run.RunTo(20);
        string inHalfAMinute = (run.Service.Now + TimeSpan.FromSeconds(30)).ToString("R", CultureInfo.InvariantCulture);
        run.Service.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithHeader("Retry-After", inHalfAMinute));
        run.RunTo(300);

        Assert.InRange(run.LongestSilence(), 29, 31);
    }

    private static FleetRun Run(int skew, int usedElsewhere, Func<LobstrSimulatorOptions, LobstrSimulatorOptions> configure)
    {
        FleetRun run = new(configure(new()
        {
            ClockSkew = TimeSpan.FromSeconds(skew),
            TaskRateLimit = RateLimit.PerMinute(90) with { UsedElsewhere = usedElsewhere },
            Latency = Latency.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 1),
        }));
        run.WatchFleet(60, 5, 600);
        run.RunTo(1_800);
        return run;
    }
}
