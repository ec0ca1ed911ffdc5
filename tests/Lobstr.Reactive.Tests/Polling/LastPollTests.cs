using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>The last poll of a watch with a deadline, and polls that are unanswered when it comes.</summary>
public class LastPollTests
{
    private static readonly WatchOptions FiveSeconds = new() { Timeout = TimeSpan.FromSeconds(5), Retry = new() { Jitter = () => 0.5 } };

    [Fact]
    public void A_fault_of_the_last_poll_is_the_inner_exception_and_is_not_retried()
    {
        IOException fault = new("cable");
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).Fails(fault);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            5  poll
            5  error UploadTimeoutException
            """);
        UploadTimeoutException error = AssertTimeout(run, elapsed: 5);
        Assert.Same(fault, error.InnerException);
        Assert.Equal(PollScript.Status(Pending), error.LastStatus);
        Assert.Contains("cable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_poll_that_is_unanswered_at_the_deadline_is_cancelled_and_ends_the_watch_at_once()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).HangsUntilCancelled();

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            5  cancelled
            5  error UploadTimeoutException
            """);
        Assert.Equal(PollScript.Status(Pending), AssertTimeout(run, elapsed: 5).LastStatus);
    }

    [Fact]
    public void A_poll_that_several_waited_for_with_the_same_deadline_is_cancelled_before_any_of_them_is_told()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        run.Client.Uploads.Watch(ClientRun.Id, FiveSeconds).Subscribe(_ => { }, _ => run.Transcript.Add("second error"));
        run.WatchTo(60, FiveSeconds);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            5  cancelled
            5  second error
            5  error UploadTimeoutException
            """);
    }

    [Fact]
    public void A_poll_that_somebody_else_is_yet_to_want_is_not_cancelled()
    {
        OneByOneScheduler time = new();
        QueueRun run = new(over: _ => time);
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> slow = run.Watch(poll, every: 100, name: "slow");
        RawObserver<UploadStatus> hasty = run.Watch(poll, every: 2, timeout: TimeSpan.FromSeconds(5), name: "hasty");
        time.RunDue();
        // The slow one is told for six seconds, in which the other polls and gives up.
        slow.WhenNext = _ =>
        {
            while (!hasty.HasEnded)
                time.RunNext();
            Assert.NotNull(poll.InFlight);
        };
        poll.Brings(Pending);
        time.RunDue();

        Assert.IsType<UploadTimeoutException>(hasty.Error);
        Assert.Single(slow.Values);
    }

    [Fact]
    public void A_first_poll_that_is_unanswered_at_the_deadline_leaves_no_status()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Success, after: 10).Stubbornly();

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            5  cancelled
            5  error UploadTimeoutException
            """);
        UploadTimeoutException error = AssertTimeout(run, elapsed: 5);
        Assert.Null(error.LastStatus);
        Assert.Null(error.UploadTaskId);
    }

    [Fact]
    public void The_last_poll_may_take_its_time_and_still_end_well()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).Answers(Success, after: 29);

        run.SubscribeAndRunTo(3600);

        Assert.Equal(["5  poll", "34  next SUCCESS", "34  completed"], run.Transcript.Lines.TakeLast(3));
    }

    [Fact]
    public void The_last_poll_is_given_thirty_seconds()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).HangsUntilCancelled();

        run.SubscribeAndRunTo(3600);

        Assert.Equal(["5  poll", "35  cancelled", "35  error UploadTimeoutException"], run.Transcript.Lines.TakeLast(3));
        Assert.Equal("There was no answer within 30 s.", AssertTimeout(run, elapsed: 35).InnerException?.Message);
    }

    [Fact]
    public void A_deadline_before_the_first_poll_leaves_one_poll()
    {
        WatchRun run = new(FiveSeconds with { Timeout = TimeSpan.FromTicks(1) });
        run.Polls.Answers(Pending);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            0  error UploadTimeoutException
            """);
    }

    [Fact]
    public void A_hopeless_fault_of_the_last_poll_is_passed_on_as_it_is()
    {
        LobstrAuthenticationException fault = new("no");
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).Fails(fault);

        run.SubscribeAndRunTo(3600);

        Assert.Equal("5  error LobstrAuthenticationException", run.Transcript.Lines[^1]);
        Assert.Same(fault, run.Observer.Error);
    }

    [Fact]
    public void A_429_of_the_last_poll_is_the_inner_exception()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(1) });

        run.SubscribeAndRunTo(3600);

        Assert.Equal(["5  poll", "5  error UploadTimeoutException"], run.Transcript.Lines.TakeLast(2));
        Assert.IsType<LobstrRateLimitException>(AssertTimeout(run, elapsed: 5).InnerException);
    }

    [Fact]
    public void Through_the_client_the_last_poll_is_given_RequestTimeout_and_the_upload_is_known()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.Fails(new IOException()).HangsUntilCancelled();

        run.WatchTo(3600, FiveSeconds with { Retry = new() { BaseDelay = TimeSpan.FromSeconds(20), Jitter = () => 0.5 } });

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            5  GET /v1/tasks/upload/up-1
            15  cancelled
            15  error UploadTimeoutException
            """);
        UploadTimeoutException error = Assert.IsType<UploadTimeoutException>(run.Observer.Error);
        Assert.Equal(ClientRun.Id, error.UploadTaskId);
        Assert.Null(error.LastStatus);
        Assert.Equal(15, error.Elapsed.TotalSeconds, tolerance: 0.0005);
    }

    [Fact]
    public void Through_the_client_a_request_that_is_unanswered_at_the_deadline_is_cancelled()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Progress).HangsUntilCancelled();

        run.WatchTo(3600, FiveSeconds);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PROGRESS
            2  GET /v1/tasks/upload/up-1
            5  cancelled
            5  error UploadTimeoutException
            """);
    }

    private static UploadTimeoutException AssertTimeout(WatchRun run, double elapsed)
    {
        UploadTimeoutException error = Assert.IsType<UploadTimeoutException>(run.Observer.Error);
        Assert.Equal(elapsed, error.Elapsed.TotalSeconds, tolerance: 0.0005);
        return error;
    }
}
