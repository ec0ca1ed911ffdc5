using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>When nobody watches any more nothing is left on the scheduler: a virtual one runs dry without moving its clock.</summary>
public class IdleSchedulerTests
{
    [Theory]
    [InlineData("waits for its schedule")]
    [InlineData("waits for an answer")]
    [InlineData("waits for a retry")]
    [InlineData("waits for the end of a 429")]
    [InlineData("waits for the budget")]
    [InlineData("waits for its deadline")]
    public void After_the_last_watch_has_left(string state)
    {
        using FleetRun run = new(
            new() { Latency = state == "waits for an answer" ? Latency.Constant(TimeSpan.FromSeconds(20)) : Latency.None },
            options => options with { TaskRequestsPerMinute = state == "waits for the budget" ? 1 : 90 });
        if (state == "waits for a retry")
            run.Service.Faults.Always(Fault.Status(HttpStatusCode.ServiceUnavailable).WithRetryAfter(TimeSpan.FromMinutes(5)));
        if (state == "waits for the end of a 429")
            run.Service.Faults.Always(Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromMinutes(5)));
        run.WatchEndless(10, new() { Timeout = state == "waits for its deadline" ? TimeSpan.FromDays(1) : null });
        run.RunTo(10.3);

        foreach (WatchRecord watch in run.Watches)
            watch.Dispose();
        run.Scheduler.Start();

        Assert.Equal(10.3, run.Now);
        Assert.InRange(run.Sent.Count, 1, 60);
    }

    [Fact]
    public void After_the_last_upload_has_ended()
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        run.WatchFleet(100, 5, 300, options: new() { Timeout = TimeSpan.FromDays(1) });

        run.Scheduler.Start();

        Assert.Equal(100, run.Completed);
        Assert.Equal(run.Watches.Max(watch => watch.CompletedAt), run.Now);
    }

    [Fact]
    public void After_a_call_has_been_answered_or_cancelled()
    {
        using FleetRun run = new();
        run.Service.AddUpload("upload", UploadScript.StaysPending());
        using CancellationTokenSource cancellation = new();
        Task<UploadStatus> answered = run.Client.Uploads.GetStatusAsync("upload", CancellationToken.None);
        run.RunTo(5);
        run.Service.Faults.Always(Fault.Hang);
        Task<UploadStatus> cancelled = run.Client.Uploads.GetStatusAsync("upload", cancellation.Token);
        run.RunTo(10);

        cancellation.Cancel();
        run.Scheduler.Start();

        Assert.True(answered.IsCompletedSuccessfully);
        Assert.True(cancelled.IsCanceled);
        Assert.Equal(10, run.Now);
    }

    [Fact]
    public void Whoever_comes_after_that_is_served_again()
    {
        using FleetRun run = new();
        run.WatchEndless(1);
        run.RunTo(10);
        run.Watches[0].Dispose();
        run.Scheduler.Start();
        run.RunTo(100);

        WatchRecord later = run.Watch("upload-0");
        run.RunTo(101);

        Assert.Equal(100, Assert.Single(later.Statuses).At);
    }
}
