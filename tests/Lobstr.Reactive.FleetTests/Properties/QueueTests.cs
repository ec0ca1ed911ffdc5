using System.Globalization;
using System.Net;
using CsCheck;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Whatever arrives, leaves, is answered, is lost or is said in headers: the promises of a client hold.</summary>
public class QueueTests
{
    private const int Runs = 150;

    [Fact]
    public void The_server_never_sees_more_than_the_cap_in_a_minute() =>
        QueuePlan.Any.Sample(
            plan =>
            {
                using FleetRun run = Rough(plan);
                run.RunTo(QueuePlan.End);

                Assert.InRange(Arrivals.MostInAWindow(run.Service.Requests), 0, plan.Cap);
            },
            iter: Runs);

    [Fact]
    public void No_more_requests_are_under_way_than_may_be() =>
        QueuePlan.Any.Sample(
            plan =>
            {
                using FleetRun run = Rough(plan);
                run.RunTo(QueuePlan.End);

                Assert.InRange(run.Traffic.MostUnderWay, 0, plan.Concurrency);
            },
            iter: Runs);

    [Fact]
    public void Nothing_is_asked_that_nobody_wants_to_know() =>
        QueuePlan.Any.Sample(
            plan =>
            {
                using FleetRun run = Rough(plan);
                List<string> unwanted = [];
                run.Traffic.WhenSent = id =>
                {
                    if (!run.Watches.Any(watch => watch.Id == id && watch.IsAlive))
                        unwanted.Add($"{run.Now}: {id}");
                };
                run.RunTo(QueuePlan.End);

                Assert.Empty(unwanted);
            },
            iter: Runs);

    [Fact]
    public void When_everybody_has_left_the_scheduler_runs_dry_at_once() =>
        QueuePlan.Any.Sample(
            plan =>
            {
                using FleetRun run = Calm(plan, usedElsewhere: plan.Seed % 80);
                run.RunTo(QueuePlan.End * 1.8);
                int sent = run.Sent.Count;

                foreach (WatchRecord watch in run.Watches)
                    watch.Dispose();
                run.Scheduler.Start();

                Assert.Equal(QueuePlan.End * 1.8, run.Now, 6);
                Assert.Equal(sent, run.Sent.Count);
                Assert.Equal(0, run.Traffic.UnderWay);
            },
            iter: Runs);

    [Fact]
    public void When_everybody_stays_every_upload_that_ends_is_seen_to_end() =>
        QueuePlan.Any.Sample(
            plan =>
            {
                using FleetRun run = plan.Open(new() { TaskRateLimit = RateLimit.PerMinute(Math.Max(plan.Cap, 20)) with { UsedElsewhere = plan.Seed % 20 } });
                run.WatchFleet(plan.Uploads, 1, QueuePlan.End, plan.Seed, new() { Retry = RetryPolicy.None });

                run.Scheduler.Start();

                Assert.Equal(plan.Uploads, run.Completed);
                Assert.Equal(run.Watches.Max(watch => watch.CompletedAt), run.Now);
            },
            iter: Runs);

    private static FleetRun Calm(QueuePlan plan, int usedElsewhere)
    {
        FleetRun run = plan.Open(new() { TaskRateLimit = RateLimit.PerMinute(90) with { UsedElsewhere = usedElsewhere } });
        plan.ComeAndGo(run, random => new()
        {
            Schedule = PollSchedule.Every(TimeSpan.FromSeconds(random.NextDouble() * 10)),
            Timeout = random.Next(4) == 0 ? TimeSpan.FromSeconds(1 + (random.NextDouble() * 60)) : null,
        });
        return run;
    }

    private static FleetRun Rough(QueuePlan plan)
    {
        FleetRun run = Calm(plan, usedElsewhere: plan.Seed % 90);
        var random = new Random(plan.Seed);
        long second = run.Service.Now.ToUnixTimeSeconds();
        string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
        Fault[] faults =
        [
            Fault.ConnectionReset,
            Fault.Hang,
            Fault.Status(HttpStatusCode.ServiceUnavailable).WithRetryAfter(TimeSpan.FromSeconds(random.Next(20))),
            Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(random.Next(20))),
            Fault.Status(HttpStatusCode.TooManyRequests),
            Fault.Delay(TimeSpan.FromSeconds(random.Next(40))),
            Fault.Header("X-RateLimit-Remaining", Number(random.Next(-5, 120))),
            Fault.Header("X-RateLimit-Remaining", "99999999999"),
            Fault.Header("X-RateLimit-Reset", Number(second + random.Next(-100, 300))),
            Fault.Header("X-RateLimit-Reset", "0"),
            Fault.Header("Date", "yesterday"),
            Fault.Header("Retry-After", Number(random.Next(-5, 20))),
        ];
        foreach (Fault fault in faults)
            run.Service.Faults.Always(fault, _ => random.Next(30) == 0);
        return run;
    }
}
