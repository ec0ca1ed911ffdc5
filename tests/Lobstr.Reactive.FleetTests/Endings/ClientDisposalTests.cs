using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Disposing a client in the midst of 500 watches.</summary>
public class ClientDisposalTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(20)]
    public void Every_watch_ends_with_ObjectDisposedException_and_no_request_follows(double latency)
    {
        using FleetRun run = Busy(latency);
        int sent = run.Sent.Count;

        run.Client.Dispose();
        run.RunTo(3_600);

        Assert.All(run.Watches, watch => Assert.IsType<ObjectDisposedException>(watch.Error));
        Assert.Equal(sent, run.Sent.Count);
        Assert.Equal(0, run.Traffic.UnderWay);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(20)]
    public void No_timer_is_left_on_the_scheduler(double latency)
    {
        using FleetRun run = Busy(latency);
        double now = run.Now;

        run.Client.Dispose();
        run.Scheduler.Start();

        Assert.Equal(now, run.Now);
        Assert.All(run.Watches, watch => Assert.NotNull(watch.Error));
    }

    [Fact]
    public void Calls_end_with_ObjectDisposedException_too()
    {
        using FleetRun run = Busy(latency: 0.4);
        Task<UploadStatus>[] calls = [.. Enumerable.Range(0, 20).Select(i => run.Client.Uploads.GetStatusAsync($"upload-{i}", CancellationToken.None))];
        double now = run.Now;

        run.Client.Dispose();
        run.Scheduler.Start();

        Assert.All(calls, call => Assert.IsType<ObjectDisposedException>(call.Exception!.InnerException));
        Assert.Equal(now, run.Now);
    }

    [Fact]
    public void Inside_a_notification_it_ends_the_others_all_the_same()
    {
        using FleetRun run = new();
        run.WatchEndless(500);
        run.Watches[100].WhenNext = run.Client.Dispose;
        run.RunTo(3_600);

        Assert.All(run.Watches, watch => Assert.IsType<ObjectDisposedException>(watch.Error));
        Assert.Single(run.Watches[100].Statuses);
        Assert.All(run.Sent, sent => Assert.InRange(sent, 0, run.Watches[100].Statuses[0].At));
    }

    [Fact]
    public void In_a_pause_that_a_429_made_it_leaves_no_timer_either()
    {
        using FleetRun run = new();
        run.WatchEndless(500);
        run.RunTo(30);
        run.Service.UseBudgetElsewhere(90);
        run.RunTo(40.3);

        run.Client.Dispose();
        run.Scheduler.Start();

        Assert.Equal(1, run.Throttled);
        Assert.Equal(40.3, run.Now);
    }

    private static FleetRun Busy(double latency)
    {
        FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) });
        run.WatchEndless(500);
        run.RunTo(100.3);
        return run;
    }
}
