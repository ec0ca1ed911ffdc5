using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Fifty subscribers of one upload cost what one costs.</summary>
public class SharedCostTests(ITestOutputHelper output)
{
    private const string Id = "shared";
    private const int Fifty = 50;

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(3)]
    public void Subscribed_at_the_same_instant_they_ask_when_one_would(double latency)
    {
        using FleetRun one = Run(1, latency);
        using FleetRun fifty = Run(Fifty, latency);

        Assert.Equal(one.Sent, fifty.Sent);
        Assert.All(fifty.Watches, watch => Assert.Equal(one.Watches[0].Statuses, watch.Statuses));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void Staggered_each_costs_its_first_question_and_nothing_after_it(double latency)
    {
        using FleetRun one = Run(1, latency);
        using FleetRun fifty = Run(Fifty, latency, stagger: 0.1);

        output.WriteLine($"one: {one.Sent.Count} requests, fifty staggered: {fifty.Sent.Count}");
        Assert.InRange(fifty.SentIn(0, 5), 1, Fifty);
        Assert.InRange(fifty.SentIn(5, 120), 50, one.SentIn(5, 120));
    }

    [Fact]
    public void With_different_schedules_they_cost_what_the_fastest_of_them_costs()
    {
        using FleetRun fastest = Run(1, latency: 0.05);
        using FleetRun fifty = Run(Fifty, latency: 0.05, schedule: i => PollSchedule.Every(TimeSpan.FromSeconds(2 + (i * 0.3))));

        Assert.Equal(fastest.Sent, fifty.Sent);
    }

    [Fact]
    public void When_the_fastest_leaves_the_next_fastest_sets_the_pace()
    {
        using FleetRun run = New(latency: 0.05);
        for (int i = 0; i < 3; i++)
            run.Watch(Id, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(2 + (i * 3))) });
        run.At(30, run.Watches[0].Dispose);
        run.RunTo(100);

        double[] after = [.. run.Sent.Where(sent => sent > 36)];
        Assert.All(after.Zip(after.Skip(1)), pair => Assert.Equal(5.05, pair.Second - pair.First, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void In_an_outage_they_retry_together_and_lose_heart_together(double stagger)
    {
        using FleetRun fifty = Run(Fifty, latency: 0.05, stagger, outage: (60, 3_600));

        // The first fault and five retries, each on the same draw for all.
        Assert.Equal(6, fifty.SentIn(60, 3_600));
        Assert.All(fifty.Watches, watch => Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<LobstrApiException>(watch.Error).StatusCode));
    }

    [Fact]
    public void In_an_outage_those_with_different_schedules_cost_what_the_fastest_of_them_costs()
    {
        RetryPolicy retry = RetryPolicy.Default with { MaxRetries = 1_000, Jitter = () => 0.5 };
        using FleetRun fastest = Run(1, latency: 0.05, outage: (61, 661), retry: retry, until: 660);
        using FleetRun fifty = Run(
            Fifty, latency: 0.05, outage: (61, 661), retry: retry, until: 660, schedule: i => PollSchedule.Every(TimeSpan.FromSeconds(2 + (i * 0.3))));

        output.WriteLine($"in 600 s of outage the fastest alone asks {fastest.SentIn(61, 661)} times, fifty ask {fifty.SentIn(61, 661)} times");
        Assert.InRange(fifty.SentIn(61, 661), 1, fastest.SentIn(61, 661) * 2);
    }

    [Fact]
    public void With_429s_they_wait_together()
    {
        using FleetRun one = Run(1, latency: 0.05, outage: (60, 90), code: HttpStatusCode.TooManyRequests);
        using FleetRun fifty = Run(Fifty, latency: 0.05, outage: (60, 90), code: HttpStatusCode.TooManyRequests);

        Assert.InRange(one.Throttled, 1, 6);
        Assert.Equal(one.Sent, fifty.Sent);
    }

    private static FleetRun Run(
        int watches,
        double latency,
        double stagger = 0,
        (double From, double To)? outage = null,
        HttpStatusCode code = HttpStatusCode.ServiceUnavailable,
        RetryPolicy? retry = null,
        double until = 120,
        Func<int, PollSchedule>? schedule = null)
    {
        FleetRun run = New(latency);
        if (outage is { } interval)
            run.Service.Faults.Between(TimeSpan.FromSeconds(interval.From), TimeSpan.FromSeconds(interval.To), Fault.Status(code));
        for (int i = 0; i < watches; i++)
        {
            WatchOptions options = new()
            {
                Schedule = schedule?.Invoke(i) ?? PollSchedule.Every(TimeSpan.FromSeconds(2)),
                Retry = retry ?? RetryPolicy.Default,
            };
            run.At(i * stagger, () => run.Watch(Id, options));
        }
        run.RunTo(outage is { To: > 600 } && retry is null ? outage.Value.To : until);
        return run;
    }

    private static FleetRun New(double latency)
    {
        FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) });
        run.Service.AddUpload(Id, UploadScript.Pending(TimeSpan.FromSeconds(20)).StaysInProgress());
        return run;
    }
}
