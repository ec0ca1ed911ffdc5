using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>A handful of watches keeps its own time: the budget is not noticed.</summary>
public class HandfulTests
{
    [Theory]
    [InlineData(1, 2, 300, 0)]
    [InlineData(1, 2, 300, 0.08)]
    [InlineData(2, 2, 300, 0)]
    [InlineData(2, 2, 300, 0.08)]
    // Three use up all 90 a minute: without any latency they would ask at the very reset, which is known to the second only.
    [InlineData(3, 2, 300, 0.08)]
    [InlineData(1, 0.5, 20, 0)]
    [InlineData(1, 0.5, 20, 0.08)]
    public void Each_poll_is_sent_exactly_when_the_schedule_says(int uploads, double interval, double duration, double latency)
    {
        using ServiceRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) });
        run.WatchEndless(uploads, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(interval)) });
        run.RunTo(duration);

        double latest = run.Service.Requests
            .GroupBy(request => request.Path)
            .SelectMany(polls => polls.Zip(polls.Skip(1), (one, next) => (next.SentAt - one.EndedAt!.Value).TotalSeconds - interval))
            .Max();

        // A permit returns a tick after its window has ended.
        Assert.InRange(latest, 0, 0.001);
        Assert.Equal(0, run.Throttled);
    }

    [Fact]
    public void Watches_that_want_less_than_the_budget_keep_their_own_time_however_many_they_are()
    {
        using ServiceRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(80)) });
        for (int i = 0; i < 20; i++)
        {
            string id = $"upload-{i}";
            run.At(i * 0.9, () => run.Watch(id, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(20)) }));
        }
        run.RunTo(600);

        double latest = run.Service.Requests
            .GroupBy(request => request.Path)
            .SelectMany(polls => polls.Zip(polls.Skip(1), (one, next) => (next.SentAt - one.EndedAt!.Value).TotalSeconds - 20))
            .Max();

        Assert.InRange(latest, 0, 0.001);
    }
}
