using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>At most <c>MaxConcurrentRequests</c> requests are under way, however long they take and however they end.</summary>
public class SlowServiceTests
{
    private const int Most = 4;

    [Fact]
    public void With_a_latency_of_20_s_never_more_are_under_way_and_every_upload_ends()
    {
        using FleetRun run = Slow(Latency.Constant(TimeSpan.FromSeconds(20)));
        run.WatchFleet(40, 5, 300);
        run.RunTo(3_600);

        Assert.Equal(40, run.Completed);
        Assert.Equal(Most, run.Traffic.MostUnderWay);
        // A round takes 200 s: each answer is at most that, and its own way, behind the times.
        Assert.InRange(run.Watches.Max(watch => watch.CompletedAt!.Value), 0, 300 + 200 + 40);
    }

    [Fact]
    public void A_request_that_is_given_up_for_its_timeout_makes_room_before_the_next_one_is_sent()
    {
        using FleetRun run = Slow(Latency.None);
        run.Service.Faults.OnRequests(1, 6, Fault.Hang);
        run.WatchFleet(40, 60, 120);
        run.RunTo(600);

        Assert.Equal(40, run.Completed);
        Assert.Equal(Most, run.Traffic.MostUnderWay);
    }

    [Fact]
    public void Watches_that_leave_make_room_before_the_next_request_is_sent()
    {
        using FleetRun run = Slow(Latency.Constant(TimeSpan.FromSeconds(10)));
        run.WatchEndless(60);
        for (int i = 0; i < 60; i++)
        {
            WatchRecord watch = run.Watches[i];
            run.At(i * 0.9, watch.Dispose);
        }
        run.RunTo(120);

        Assert.Equal(Most, run.Traffic.MostUnderWay);
        Assert.Equal(0, run.Traffic.UnderWay);
    }

    [Fact]
    public void Deadlines_make_room_before_the_next_request_is_sent()
    {
        using FleetRun run = Slow(Latency.Constant(TimeSpan.FromSeconds(10)));
        for (int i = 0; i < 60; i++)
            run.Watch($"upload-{i}", UploadScript.StaysPending(), new() { Timeout = TimeSpan.FromSeconds(3 + (i * 0.9)) });
        run.RunTo(200);

        Assert.Equal(Most, run.Traffic.MostUnderWay);
        Assert.All(run.Watches, watch => Assert.IsType<UploadTimeoutException>(watch.Error));
    }

    private static FleetRun Slow(Latency latency) =>
        new(new() { Latency = latency }, options => options with { MaxConcurrentRequests = Most });
}
