using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>An observer that throws: its exception surfaces from the scheduler, and the watch is over.</summary>
public class ThrowingObserverTests
{
    private static readonly ArithmeticException Thrown = new("of the observer's");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void In_OnNext_it_disposes_the_watch_and_surfaces_from_the_scheduler(double latency)
    {
        WatchRun run = new();
        run.Polls.Answers(Pending, after: latency);
        run.Observer.WhenNext = _ => throw Thrown;
        run.Subscribe();

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        run.Says($"""
            0  subscribe
            0  poll
            {latency}  next PENDING
            """);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void In_OnNext_of_a_terminal_status_the_end_is_not_notified(double latency)
    {
        WatchRun run = new();
        run.Polls.Answers(Success, after: latency);
        run.Observer.WhenNext = _ => throw Thrown;
        run.Subscribe();

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        run.Says($"""
            0  subscribe
            0  poll
            {latency}  next SUCCESS
            """);
    }

    [Fact]
    public void In_OnCompleted_it_surfaces_from_the_scheduler()
    {
        WatchRun run = new();
        run.Polls.Answers(Success);
        run.Observer.WhenCompleted = () => throw Thrown;
        run.Subscribe();

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        run.Says("""
            0  subscribe
            0  poll
            0  next SUCCESS
            0  completed
            """);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void In_OnError_it_surfaces_from_the_scheduler(double latency)
    {
        WatchRun run = new();
        run.Polls.Fails(new InvalidOperationException(), after: latency);
        run.Observer.WhenError = _ => throw Thrown;
        run.Subscribe();

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        run.Says($"""
            0  subscribe
            0  poll
            {latency}  error InvalidOperationException
            """);
    }

    [Fact]
    public void In_OnError_of_a_throwing_schedule_it_surfaces_and_the_end_is_notified_once()
    {
        WatchRun run = new(new() { Schedule = PollSchedule.Create(_ => throw new InvalidOperationException()) });
        run.Polls.Answers(Pending);
        run.Observer.WhenError = _ => throw Thrown;
        run.Subscribe();

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            0  error InvalidOperationException
            """);
    }

    [Fact]
    public void Where_the_scheduler_acts_at_once_the_other_watches_of_the_client_go_on()
    {
        using ServiceRun run = new(configure: options => options with { Scheduler = new AtOnceScheduler(options.Scheduler) });
        run.Service.AddUpload("a", UploadScript.Pending(TimeSpan.FromSeconds(3)).Succeeds(ServiceRun.Eight));
        run.Service.AddUpload("b", UploadScript.Pending(TimeSpan.FromSeconds(3)).Succeeds(ServiceRun.Eight));
        RawObserver<UploadStatus> a = new(run.Transcript, "A") { WhenNext = _ => throw Thrown };
        RawObserver<UploadStatus> b = new(run.Transcript, "B");

        run.At(1, () => b.SubscribeTo(run.Client.Uploads.Watch("b")));
        run.At(2, () => a.SubscribeTo(run.Client.Uploads.Watch("a")));
        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        Assert.Equal(["1  B subscribe", "1  B next PENDING", "3  B next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)", "3  B completed"], run.Transcript.Of("B "));
        Assert.Equal(["2  A subscribe", "2  A next PENDING"], run.Transcript.Of("A "));
    }

    [Fact]
    public void Catch_of_a_scheduler_sees_it_as_with_any_operator_of_Rx()
    {
        List<Exception> caught = [];
        WatchRun run = new(null, scheduler => scheduler.Catch<ArithmeticException>(error =>
        {
            caught.Add(error);
            return true;
        }));
        run.Polls.Answers(Pending);
        run.Observer.WhenNext = _ => throw Thrown;

        run.SubscribeAndRunTo(3600);

        Assert.Equal([Thrown], caught);
        Assert.Equal(1, run.Polls.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Through_the_client_it_surfaces_from_the_scheduler_too_and_no_further_request_is_sent(double latency)
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending, after: latency);
        run.Observer.WhenNext = _ => throw Thrown;
        run.Observer.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        run.Says($"""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            {latency}  next PENDING
            """);
    }

    [Fact]
    public void Through_the_client_it_does_not_hurt_another_watch()
    {
        using ClientRun run = new();
        run.Service.Answers(200, """{"state":"PENDING"}""").Times(2).Answers(200, """{"state":"SUCCESS"}""");
        run.Observer.WhenNext = _ => throw Thrown;
        List<UploadState> other = [];
        run.Observer.SubscribeTo(run.Client.Uploads.Watch("A"));
        using IDisposable _ = run.Client.Uploads.Watch("B").Subscribe(status => other.Add(status.State));

        Exception? surfaced = run.RunToException(60);
        run.RunTo(3600);

        Assert.Same(Thrown, surfaced);
        Assert.Equal([Pending, Success], other);
    }

    [Fact]
    public void Through_the_client_it_keeps_no_request_alive_that_nobody_else_wants()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).HangsUntilCancelled();
        run.Observer.WhenNext = _ => throw Thrown;
        run.Observer.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));
        IDisposable other = run.Client.Uploads.Watch(ClientRun.Id).Subscribe(_ => { });
        run.RunToException(1);
        run.RunTo(3);

        other.Dispose();

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            2  GET /v1/tasks/upload/up-1
            3  cancelled
            """);
    }
}
