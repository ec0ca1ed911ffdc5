using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>The call, and Subscribe.</summary>
public class SubscriptionTests : ReactiveTest
{
    [Fact]
    public void Nothing_is_polled_before_there_is_a_subscriber()
    {
        WatchRun run = new();

        _ = run.Watch();
        run.RunTo(3600);

        run.Says("");
    }

    [Fact]
    public void Subscribe_returns_at_once_and_the_first_poll_is_made_by_the_scheduler()
    {
        WatchRun run = new();
        run.Polls.Answers(Success);

        run.Subscribe();

        Assert.Equal(0, run.Polls.Calls);
        run.RunTo(0);
        Assert.Equal(1, run.Polls.Calls);
    }

    [Fact]
    public void Subscribe_does_not_throw_on_a_scheduler_that_takes_no_more_work()
    {
        WatchRun run = new();
        EventLoopScheduler gone = new();
        gone.Dispose();

        run.Observer.SubscribeTo(UploadStatusObservable.Create(run.Polls.Poll, null, gone));

        Assert.Equal(["0  subscribe", "0  error ObjectDisposedException"], run.Transcript.Lines);
    }

    [Fact]
    public void The_instants_are_exact_to_the_tick_and_the_same_every_time()
    {
        Assert.Equal(Transcript(), Transcript());

        static List<string> Transcript()
        {
            TestScheduler scheduler = new();
            PollScript polls = new(scheduler, new(scheduler));
            polls.Answers(Pending).Answers(Progress, after: 0.0000005).Answers(Success, after: 0.0000003);
            ITestableObserver<UploadStatus> seen = scheduler.Start(
                () => UploadStatusObservable.Create(
                    polls.Poll, new() { Schedule = PollSchedule.Every(TimeSpan.FromTicks(1000)) }, scheduler),
                created: 100, subscribed: 200, disposed: 100_000);
            List<string> lines = [.. seen.Messages.Select(message => $"{message}")];
            Assert.Equal(4, lines.Count);
            Assert.InRange(seen.Messages[0].Time, 201, 205);
            Assert.InRange(seen.Messages[1].Time, 1206, 1215);
            Assert.Equal(seen.Messages[2].Time, seen.Messages[3].Time);
            return lines;
        }
    }

    [Fact]
    public void Two_subscriptions_are_two_watches_each_with_its_own_schedule_and_deadline()
    {
        WatchRun run = new(new() { Timeout = TimeSpan.FromSeconds(5) });
        run.Polls.Answers(Pending).Times(2).Answers(Progress).Times(2).Answers(Pending).Answers(Progress).Answers(Pending).Answers(Success);
        IObservable<UploadStatus> watch = run.Watch();

        new RawObserver<UploadStatus>(run.Transcript, "A").SubscribeTo(watch);
        run.At(1, () => new RawObserver<UploadStatus>(run.Transcript, "B").SubscribeTo(watch));
        run.RunTo(60);

        run.Says("""
            0  A subscribe
            0  poll
            0  A next PENDING
            1  B subscribe
            1  poll
            1  B next PENDING
            2  poll
            2  A next PROGRESS
            3  poll
            3  B next PROGRESS
            4  poll
            4  A next PENDING
            5  poll
            5  A next PROGRESS
            5  A error UploadTimeoutException
            5  poll
            5  B next PENDING
            6  poll
            6  B next SUCCESS
            6  B completed
            """);
    }

    [Fact]
    public void Subscribing_inside_OnNext_starts_a_watch_of_its_own()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Times(2).Answers(Success).Times(2);
        IObservable<UploadStatus> watch = run.Watch();
        RawObserver<UploadStatus> inner = new(run.Transcript, "B");
        run.Observer.WhenNext = status =>
        {
            if (status.State is Pending)
                inner.SubscribeTo(watch);
        };

        run.Observer.SubscribeTo(watch);
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            0  B subscribe
            0  poll
            0  B next PENDING
            2  poll
            2  next SUCCESS
            2  completed
            2  poll
            2  B next SUCCESS
            2  B completed
            """);
    }

    [Fact]
    public void Retry_of_Rx_subscribes_to_a_new_watch()
    {
        WatchRun run = new();
        run.Polls.Answers(Failure).Answers(Success);

        run.Observer.SubscribeTo(run.Watch().Retry(2));
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  poll
            0  next FAILURE
            0  poll
            0  next SUCCESS
            0  completed
            """);
    }
}
