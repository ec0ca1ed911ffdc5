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
    [InlineData(3, 2, 300, 0.08)]
    [InlineData(1, 0.5, 20, 0)]
    [InlineData(1, 0.5, 20, 0.08)]
    public void Each_poll_is_sent_exactly_when_the_schedule_says(int uploads, double interval, double duration, double latency)
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) });
        run.WatchEndless(uploads, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(interval)) });
        run.RunTo(duration);

        // A permit returns a tick after its window has ended.
        Assert.All(Delays(run, interval), delay => Assert.InRange(delay, 0, 0.001));
        Assert.Equal(0, run.Throttled);
    }

    [Fact]
    public void Watches_that_want_less_than_the_budget_keep_their_own_time_however_many_they_are()
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromMilliseconds(80)) });
        for (int i = 0; i < 20; i++)
        {
            string id = $"upload-{i}";
            run.At(i * 0.9, () => run.Watch(id, UploadScript.StaysPending(), new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(20)) }));
        }
        run.RunTo(600);

        Assert.All(Delays(run, 20), delay => Assert.InRange(delay, 0, 0.001));
    }

    // Three that ask every two seconds of a service that is very near use up its budget to the last request. Then they wait for the
    // reset, which is known to the second.
    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    [InlineData(0.05)]
    public void Who_uses_up_the_budget_waits_for_the_reset_and_no_longer(double latency)
    {
        using FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) });
        run.WatchEndless(3);
        run.RunTo(300);

        double[] late = [.. Delays(run, 2).Where(delay => delay > 0.001)];
        Assert.InRange(late.Length, 0, 5 * 3);
        Assert.All(late, delay => Assert.InRange(delay, 0, 2));
        Assert.Equal(0, run.Throttled);
    }

    private static IEnumerable<double> Delays(FleetRun run, double interval) => run.Service.Requests
        .GroupBy(request => request.Path)
        .SelectMany(polls => polls.Zip(polls.Skip(1), (one, next) => (next.SentAt - one.EndedAt!.Value).TotalSeconds - interval));
}
