using System.Reactive.Linq;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Dispose inside what the watch itself calls.</summary>
public class DisposeInsideTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Inside_OnNext_nothing_follows(double latency)
    {
        WatchRun run = new();
        run.Polls.Answers(Pending, after: latency);
        run.Observer.WhenNext = _ => run.Observer.Dispose();

        run.Says(until: 3600, $"""
            0  subscribe
            0  poll
            {latency}  next PENDING
            {latency}  dispose
            """);
    }

    [Fact]
    public void Inside_OnNext_the_schedule_is_not_asked_when_the_next_poll_is_due()
    {
        int asked = 0;
        WatchRun run = new(new() { Schedule = PollSchedule.Create(_ => TimeSpan.FromSeconds(++asked)) });
        run.Polls.Answers(Pending).Answers(Progress);
        run.Observer.WhenNext = status =>
        {
            if (status.State is Progress)
                run.Observer.Dispose();
        };

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            1  poll
            1  next PROGRESS
            1  dispose
            """);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData(Success)]
    [InlineData(Failure)]
    public void Inside_OnNext_of_a_terminal_status_the_end_is_not_notified(UploadState state)
    {
        WatchRun run = new();
        run.Polls.Answers(state);
        run.Observer.WhenNext = _ => run.Observer.Dispose();

        run.Says(until: 3600, $"""
            0  subscribe
            0  poll
            0  next {PollScript.Status(state).RawState}
            0  dispose
            """);
    }

    [Fact]
    public void Inside_OnNext_of_the_last_poll_the_timeout_is_not_notified()
    {
        WatchRun run = new(new() { Timeout = TimeSpan.FromSeconds(1) });
        run.Polls.Answers(Pending).Answers(Progress);
        run.Observer.WhenNext = status =>
        {
            if (status.State is Progress)
                run.Observer.Dispose();
        };

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            1  poll
            1  next PROGRESS
            1  dispose
            """);
    }

    [Fact]
    public void Inside_the_poll_function_the_poll_is_cancelled_and_nothing_follows()
    {
        WatchRun run = new();
        run.Polls.HangsUntilCancelled();
        run.Polls.WhenCalled = run.Observer.Dispose;

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  dispose
            0  cancelled
            """);
    }

    [Fact]
    public void Inside_the_schedule_no_further_poll_is_made()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending);
        WatchOptions options = new()
        {
            Schedule = PollSchedule.Create(_ =>
            {
                run.Observer.Dispose();
                return TimeSpan.Zero;
            }),
        };

        run.Observer.SubscribeTo(UploadStatusObservable.Create(run.Polls.Poll, options, run.Scheduler));
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            0  dispose
            """);
    }

    [Fact]
    public void Take_of_Rx_disposes_inside_OnNext()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Answers(Progress);

        run.Observer.SubscribeTo(run.Watch().Take(2));
        run.RunTo(3600);

        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            2  next PROGRESS
            2  completed
            """);
    }
}
