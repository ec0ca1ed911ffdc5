using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary><c>X-RateLimit-Remaining: 0</c>: the window is used up, and everything waits for the reset.</summary>
public class UsedUpTests
{
    private static readonly WatchOptions Slow = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(30)) };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Nothing_is_sent_until_the_reset_and_something_soon_after_it(int uploads)
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        List<BudgetPaused> pauses = [];
        using IDisposable _ = run.Client.Events.OfType<BudgetPaused>().Subscribe(pauses.Add);
        for (int i = 0; i < uploads; i++)
        {
            string id = $"upload-{i}";
            run.At(i * 0.3, () => run.Watch(id, UploadScript.StaysPending()));
        }
        run.Service.Faults.At(TimeSpan.FromSeconds(20), Fault.Header("X-RateLimit-Remaining", "0"));
        run.RunTo(120);

        // The server's window began with the first request, at 0.025 s.
        double last = run.Sent.Last(sent => sent < 60);
        double next = run.Sent.First(sent => sent > last);
        Assert.InRange(last, 19, 23);
        Assert.InRange(next, 60, 62);
        Assert.Equal(0, run.Throttled);
        Assert.Equal(next, (Assert.Single(pauses).Until - run.Scheduler.Now).TotalSeconds + 120, 1);
    }

    [Fact]
    public void A_call_waits_for_the_reset_too()
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        run.WatchEndless(1);
        run.Service.Faults.At(TimeSpan.FromSeconds(10), Fault.Header("X-RateLimit-Remaining", "0"));
        run.RunTo(30);

        Task<UploadStatus> call = run.Client.Uploads.GetStatusAsync("upload-0", TestContext.Current.CancellationToken);
        run.RunTo(59);
        bool wasAnswered = call.IsCompleted;
        run.RunTo(65);

        Assert.False(wasAnswered);
        Assert.True(call.IsCompletedSuccessfully);
    }

    [Fact]
    public void Those_who_became_due_meanwhile_do_not_stampede_at_the_reset()
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        for (int i = 0; i < 20; i++)
        {
            string id = $"upload-{i}";
            run.At(i * 1.5, () => run.Watch(id, UploadScript.StaysPending(), Slow));
        }
        run.Service.Faults.At(TimeSpan.FromSeconds(62), Fault.Header("X-RateLimit-Remaining", "0"));
        run.RunTo(200);

        double last = run.Sent.Last(sent => sent < 100);
        double next = run.Sent.First(sent => sent > last);
        Assert.InRange(last, 62, 65);
        Assert.InRange(next, 120, 123);
        // As after a 429: 1.5 a second and the first of them.
        Assert.InRange(run.SentIn(next, next + 5), 2, 9);
    }
}
