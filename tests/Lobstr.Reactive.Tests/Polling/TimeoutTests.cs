using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>The deadline of a whole watch.</summary>
public class TimeoutTests
{
    private static readonly WatchOptions FiveSeconds = new() { Timeout = TimeSpan.FromSeconds(5), Retry = new() { Jitter = () => 0.5 } };

    [Fact]
    public void The_last_poll_is_made_at_the_deadline_and_an_upload_that_has_not_ended_then_is_a_timeout()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(2).Answers(Progress).Times(2);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            4  next PROGRESS
            5  poll
            5  error UploadTimeoutException
            """);
        UploadTimeoutException error = AssertTimeout(run, elapsed: 5);
        Assert.Equal(PollScript.Id, error.UploadTaskId);
        Assert.Equal(PollScript.Status(Progress), error.LastStatus);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void A_change_that_the_last_poll_finds_is_emitted_before_the_timeout()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).Answers(Progress);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            5  poll
            5  next PROGRESS
            5  error UploadTimeoutException
            """);
        Assert.Equal(PollScript.Status(Progress), AssertTimeout(run, elapsed: 5).LastStatus);
    }

    [Fact]
    public void A_poll_that_is_due_on_the_deadline_is_the_last_one()
    {
        WatchRun run = new(FiveSeconds with { Timeout = TimeSpan.FromSeconds(4) });
        run.Polls.Answers(Pending).Times(3);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            4  error UploadTimeoutException
            """);
        AssertTimeout(run, elapsed: 4);
    }

    [Theory]
    [InlineData(Success, "completed")]
    [InlineData(Failure, "error UploadFailedException")]
    public void An_upload_that_the_last_poll_finds_ended_is_no_timeout(UploadState state, string end)
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Times(3).Answers(state);

        run.Says(until: 3600, $"""
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            5  poll
            5  next {PollScript.Status(state).RawState}
            5  {end}
            """);
    }

    [Fact]
    public void A_retry_that_would_come_after_the_deadline_is_made_at_the_deadline()
    {
        WatchRun run = new(FiveSeconds with { Retry = new() { BaseDelay = TimeSpan.FromSeconds(60), MaxDelay = TimeSpan.FromSeconds(60), Jitter = () => 0.5 } });
        run.Polls.Fails(new IOException()).Answers(Pending);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            5  poll
            5  next PENDING
            5  error UploadTimeoutException
            """);
        Assert.Null(AssertTimeout(run, elapsed: 5).InnerException);
    }

    [Fact]
    public void Retries_that_are_used_up_before_the_deadline_end_the_watch_with_their_fault()
    {
        WatchRun run = new(FiveSeconds with { Retry = new() { MaxRetries = 1, Jitter = () => 0.5 } });
        run.Polls.Fails(new IOException()).Times(2);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0.5  poll
            0.5  error IOException
            """);
    }

    [Fact]
    public void A_schedule_of_never_leaves_the_poll_at_the_deadline()
    {
        WatchRun run = new(FiveSeconds with { Schedule = PollSchedule.Every(TimeSpan.MaxValue) });
        run.Polls.Answers(Pending).Answers(Success);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            5  poll
            5  next SUCCESS
            5  completed
            """);
    }

    [Fact]
    public void A_wait_after_a_429_that_outlasts_the_deadline_ends_the_watch_without_another_poll()
    {
        WatchRun run = new(FiveSeconds);
        run.Polls.Answers(Pending).Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(60) });

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            5  error UploadTimeoutException
            """);
        Assert.Equal(PollScript.Status(Pending), AssertTimeout(run, elapsed: 5).LastStatus);
    }

    [Fact]
    public void The_deadline_holds_after_the_last_change_too_for_it_is_of_the_whole_watch()
    {
        UploadState next = Pending;
        WatchRun run = new(FiveSeconds);
        run.Observer.SubscribeTo(UploadStatusObservable.Create(
            _ => Task.FromResult(PollScript.Status(next = next is Pending ? Progress : Pending)), FiveSeconds, run.Scheduler));

        run.RunTo(3600);

        Assert.Equal("5  error UploadTimeoutException", run.Transcript.Lines[^1]);
    }

    private static UploadTimeoutException AssertTimeout(WatchRun run, double elapsed)
    {
        UploadTimeoutException error = Assert.IsType<UploadTimeoutException>(run.Observer.Error);
        Assert.Equal(elapsed, error.Elapsed.TotalSeconds, tolerance: 0.0005);
        return error;
    }
}
