using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>404 and the grace in which it means "not yet".</summary>
public class NotFoundTests
{
    private static readonly WatchOptions Patient = new() { NotFoundGrace = TimeSpan.FromSeconds(5), Retry = RetryPolicy.None };

    [Fact]
    public void A_404_ends_the_watch_with_UploadNotFoundException_that_names_the_upload()
    {
        using ServiceRun run = new();

        run.WatchTo(3600, UploadScript.NeverFound);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  error UploadNotFoundException
            """);
        UploadNotFoundException error = Assert.IsType<UploadNotFoundException>(run.Observer.Error);
        Assert.Equal("up-1", error.UploadTaskId);
        Assert.Equal(404, (int)error.StatusCode);
        Assert.Equal("not_found_error", error.ErrorType);
        Assert.Equal("upload_task_id", error.Param);
        Assert.Contains("up-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_the_grace_a_404_is_polled_again_as_the_schedule_says_and_costs_no_retry()
    {
        using ServiceRun run = new();

        run.WatchTo(3600, UploadScript.NotFound(TimeSpan.FromSeconds(3)).Pending(TimeSpan.FromSeconds(2)).Succeeds(ServiceRun.Eight), Patient);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            2  GET /v1/tasks/upload/up-1
            4  GET /v1/tasks/upload/up-1
            4  next PENDING
            6  GET /v1/tasks/upload/up-1
            6  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            6  completed
            """);
    }

    [Fact]
    public void The_grace_is_over_at_its_end()
    {
        // A historical scheduler spends no ticks on its work: the second poll is made at the very instant.
        HistoricalScheduler scheduler = new();
        Transcript transcript = new(scheduler);
        PollScript polls = new(scheduler, transcript);
        polls.Fails(new UploadNotFoundException("up-1")).Times(10);
        WatchOptions options = Patient with { NotFoundGrace = TimeSpan.FromSeconds(2), Schedule = PollSchedule.Every(TimeSpan.FromSeconds(2)) };

        new RawObserver<UploadStatus>(transcript).SubscribeTo(UploadStatusObservable.Create(polls.Poll, options, scheduler));
        scheduler.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.Equal(["0  subscribe", "0  poll", "2  poll", "2  error UploadNotFoundException"], transcript.Lines);
    }

    [Fact]
    public void The_first_404_after_the_grace_ends_the_watch()
    {
        UploadNotFoundException last = new("up-1");
        WatchRun run = new(Patient);
        run.Polls.Fails(new UploadNotFoundException("up-1")).Times(3).Fails(last);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            2  poll
            4  poll
            6  poll
            6  error UploadNotFoundException
            """);
        Assert.Same(last, run.Observer.Error);
    }

    [Fact]
    public void The_grace_counts_anew_from_each_good_answer()
    {
        WatchRun run = new(Patient);
        run.Polls.Answers(Pending).Times(10)
            .Fails(new UploadNotFoundException("up-1")).Times(2)
            .Answers(Pending)
            .Fails(new UploadNotFoundException("up-1")).Times(10);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            4  poll
            6  poll
            8  poll
            10  poll
            12  poll
            14  poll
            16  poll
            18  poll
            20  poll
            22  poll
            24  poll
            26  poll
            28  poll
            30  poll
            30  error UploadNotFoundException
            """);
    }

    [Fact]
    public void A_replica_that_lags_does_not_end_a_watch_two_seconds_after_its_last_good_answer()
    {
        using ServiceRun run = new();
        run.Service.Faults.At(TimeSpan.FromSeconds(4), Fault.Status(HttpStatusCode.NotFound));

        run.WatchTo(60, UploadScript.Pending(TimeSpan.FromSeconds(7)).Succeeds(ServiceRun.Eight), Patient with { NotFoundGrace = TimeSpan.FromSeconds(30) });

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            2  GET /v1/tasks/upload/up-1
            4  GET /v1/tasks/upload/up-1
            6  GET /v1/tasks/upload/up-1
            8  GET /v1/tasks/upload/up-1
            8  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            8  completed
            """);
    }

    [Fact]
    public void Time_that_a_429_makes_everybody_wait_does_not_use_the_grace_up()
    {
        WatchRun run = new(Patient);
        run.Polls
            .Fails(new UploadNotFoundException("up-1"))
            .Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(60) })
            .Fails(new UploadNotFoundException("up-1")).Times(10);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            2  poll
            62  poll
            64  poll
            66  poll
            66  error UploadNotFoundException
            """);
    }

    [Fact]
    public void A_429_that_somebody_else_of_the_family_got_does_not_use_the_grace_up()
    {
        using ServiceRun run = new();
        run.Service.Faults.At(TimeSpan.FromSeconds(1), Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(60)));
        run.At(1, () => run.Client.Uploads.GetStatusAsync("up-2", CancellationToken.None).ContinueWith(ended => ended.Exception, TaskScheduler.Default));

        run.WatchTo(3600, UploadScript.NeverFound, Patient);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1  GET /v1/tasks/upload/up-2
            61  GET /v1/tasks/upload/up-1
            63  GET /v1/tasks/upload/up-1
            65  GET /v1/tasks/upload/up-1
            65  error UploadNotFoundException
            """);
    }

    [Fact]
    public void The_schedule_is_told_that_there_was_no_answer_yet()
    {
        List<PollContext> contexts = [];
        WatchRun run = new(Patient with
        {
            Schedule = PollSchedule.Create(context =>
            {
                contexts.Add(context);
                return TimeSpan.FromSeconds(1);
            }),
        });
        run.Polls.Fails(new UploadNotFoundException("up-1")).Times(2).Answers(Success);

        run.SubscribeAndRunTo(10);

        Assert.Equal([(0, false, 0), (0, false, 1)], contexts.Select(c => (c.PollCount, c.Changed, c.PreviousDelay.TotalSeconds)));
    }

    [Fact]
    public void Retry_after_of_a_404_within_the_grace_is_a_floor()
    {
        WatchRun run = new(Patient);
        run.Polls.Fails(new UploadNotFoundException("up-1") { RetryAfter = TimeSpan.FromSeconds(4) }).Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            4  poll
            4  next SUCCESS
            4  completed
            """);
    }

    [Fact]
    public void A_404_within_the_grace_does_not_ask_ShouldRetry()
    {
        List<Exception> asked = [];
        WatchRun run = new(new()
        {
            NotFoundGrace = TimeSpan.FromSeconds(5),
            Retry = new() { ShouldRetry = fault => { asked.Add(fault); return false; } },
        });
        run.Polls.Fails(new UploadNotFoundException("up-1")).Answers(Success);

        run.SubscribeAndRunTo(60);

        Assert.Empty(asked);
        Assert.Equal(Success, Assert.Single(run.Observer.Values).State);
    }

    [Fact]
    public void The_deadline_ends_the_grace()
    {
        WatchRun run = new(new() { NotFoundGrace = TimeSpan.MaxValue, Timeout = TimeSpan.FromSeconds(3) });
        run.Polls.Fails(new UploadNotFoundException("up-1")).Forever();

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            2  poll
            3  poll
            3  error UploadTimeoutException
            """);
        Assert.IsType<UploadNotFoundException>(Assert.IsType<UploadTimeoutException>(run.Observer.Error).InnerException);
    }
}
