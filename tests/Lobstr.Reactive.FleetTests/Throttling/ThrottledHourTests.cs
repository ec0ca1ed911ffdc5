using System.Globalization;
using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A service that answers 429 for an hour: a request now and then, no watch lost, no stampede when it is over.</summary>
public class ThrottledHourTests(ITestOutputHelper output)
{
    private const double From = 60;
    private const double To = From + 3_600;

    // One 429 after which nothing is asked, or one at the end of each pause; the requests under way at the beginning come on top.
    [Theory]
    [InlineData("Retry-After of 30 s", 120)]
    [InlineData("Retry-After of an hour", 1)]
    [InlineData("Retry-After as a date", 1)]
    [InlineData("Retry-After of 0", 65)]
    [InlineData("only the reset", 60)]
    [InlineData("nothing", 65)]
    public void The_watches_survive_it_on_few_requests_and_no_retry(string says, int mostRequests)
    {
        using FleetRun run = Throttled(says, Latency.Constant(TimeSpan.FromMilliseconds(100)));
        run.WatchFleet(50, To + 10, To + 400, options: new() { Retry = RetryPolicy.None });
        run.RunTo(To + 1_200);

        SimulatedRequest[] inTheHour = [.. run.Service.Requests.Where(request => request.ArrivedAt?.TotalSeconds is >= From and < To)];
        double first = run.Sent.First(sent => sent >= To);
        int inTenSeconds = run.SentIn(first, first + 10);
        output.WriteLine($"{says}: {inTheHour.Length} requests in the hour, the first after it at {first:0.0} s, {inTenSeconds} in the 10 s from then on");
        Assert.InRange(inTheHour.Length, 1, mostRequests);
        Assert.InRange(first, To, To + 61);
        // 1.5 a second and the first of them.
        Assert.InRange(inTenSeconds, 2, 16);
        Assert.InRange(Arrivals.MostInAWindow(run.Service.Requests), 1, 90);
        Assert.Equal(50, run.Completed);
    }

    [Fact]
    public void A_few_watches_do_not_stampede_after_it_either()
    {
        using FleetRun run = Throttled("nothing", Latency.Constant(TimeSpan.FromMilliseconds(100)));
        run.WatchFleet(3, To + 100, To + 200);
        run.RunTo(To + 600);

        double first = run.Sent.First(sent => sent >= To);
        Assert.InRange(run.SentIn(first, first + 2), 2, 4);
        Assert.Equal(3, run.Completed);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(null)]
    public void Without_any_word_of_the_service_nobody_stampedes_either(int? cap)
    {
        using FleetRun run = Throttled(
            "nothing", Latency.Constant(TimeSpan.FromMilliseconds(100)), options => options with { TaskRequestsPerMinute = cap });
        run.WatchFleet(100, To + 100, To + 400);
        run.RunTo(To + 1_200);

        int refusedAfterIt = run.Service.Requests.Count(
            request => request.ArrivedAt?.TotalSeconds >= To && request.StatusCode is HttpStatusCode.TooManyRequests);
        double first = run.Sent.First(sent => sent >= To);
        output.WriteLine($"cap {cap}: {run.SentIn(first, first + 10)} requests in the first 10 s after the hour, {refusedAfterIt} refused after it");
        Assert.InRange(run.SentIn(first, first + 10), 2, 16);
        Assert.Equal(100, run.Completed);
    }

    [Fact]
    public void The_429s_of_requests_that_were_under_way_together_count_as_one()
    {
        using FleetRun run = Throttled("nothing", Latency.Constant(TimeSpan.FromSeconds(4)));
        run.WatchEndless(50);
        run.RunTo(From + 60);

        double[] refused = [.. run.Service.Requests
            .Where(request => request.StatusCode is HttpStatusCode.TooManyRequests)
            .Select(request => request.SentAt.TotalSeconds)];
        double[] probes = [.. refused.Where(sent => sent > From + 3)];
        output.WriteLine($"{refused.Length - probes.Length} refused at first, then asked at {string.Join(", ", probes.Select(sent => sent.ToString("0.0", CultureInfo.InvariantCulture)))}");

        // Pauses of 2, 4 and 8 s after answers that take 4 s each.
        Assert.InRange(refused.Length - probes.Length, 4, 8);
        Assert.Equal([6.0, 8, 12], probes.Zip(probes.Skip(1), (one, next) => Math.Round(next - one)).Take(3));
    }

    private static FleetRun Throttled(string says, Latency latency, Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        FleetRun run = new(new() { RateLimitHeaders = says == "only the reset", Latency = latency }, configure);
        FaultResponse refusal = Fault.Status(HttpStatusCode.TooManyRequests);
        run.Service.Faults.Between(TimeSpan.FromSeconds(From), TimeSpan.FromSeconds(To), says switch
        {
            "Retry-After of 30 s" => refusal.WithRetryAfter(TimeSpan.FromSeconds(30)),
            "Retry-After of an hour" => refusal.WithRetryAfter(TimeSpan.FromHours(1)),
            "Retry-After of 0" => refusal.WithRetryAfter(TimeSpan.Zero),
            "Retry-After as a date" => refusal.WithHeader(
                "Retry-After", (run.Service.Now + TimeSpan.FromSeconds(To)).ToString("R", CultureInfo.InvariantCulture)),
            _ => refusal,
        });
        return run;
    }
}
