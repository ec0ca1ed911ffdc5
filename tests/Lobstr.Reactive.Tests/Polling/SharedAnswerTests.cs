using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Several watches of one upload on one client.</summary>
public class SharedAnswerTests
{
    [Fact]
    public void A_poll_that_is_answered_after_somebody_who_asked_later_does_not_turn_the_status_back()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, after: 5).Answers(202, ClientRun.Progress, after: 1).Answers(200, ClientRun.Success);
        run.At(1, () => run.Client.Uploads.GetStatusAsync(ClientRun.Id, TestContext.Current.CancellationToken));

        run.WatchTo(60);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1  GET /v1/tasks/upload/up-1
            2  next PROGRESS
            7  GET /v1/tasks/upload/up-1
            7  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            7  completed
            """);
    }

    [Fact]
    public void A_call_that_is_answered_after_a_poll_that_was_sent_later_does_not_either()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Pending, after: 10).Answers(202, ClientRun.Progress, after: 1).Answers(200, ClientRun.Success);
        run.At(1, () => run.Client.Uploads.GetStatusAsync(ClientRun.Id, TestContext.Current.CancellationToken));

        run.WatchTo(60, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(7)) });

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            1  GET /v1/tasks/upload/up-1
            7  GET /v1/tasks/upload/up-1
            8  next PROGRESS
            15  GET /v1/tasks/upload/up-1
            15  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            15  completed
            """);
    }

    [Fact]
    public void An_answer_goes_to_every_watch_of_the_upload_and_restarts_its_delay()
    {
        using ServiceRun run = new();
        run.Service.AddUpload(ServiceRun.Id, UploadScript.Pending(Seconds(4)).Progress(Seconds(2)).Succeeds(ServiceRun.Eight));
        RawObserver<UploadStatus> a = new(run.Transcript, "A");
        RawObserver<UploadStatus> b = new(run.Transcript, "B");

        a.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id));
        run.At(1, () => b.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id)));
        run.RunTo(60);

        Assert.Equal([0, 1, 3, 5, 7], run.Transcript.InstantsOf("GET"));
        Assert.Equal(["0  A next PENDING", "5  A next PROGRESS", "7  A next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)", "7  A completed"], run.Transcript.Of("A ").Skip(1));
        Assert.Equal(["1  B next PENDING", "5  B next PROGRESS", "7  B next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)", "7  B completed"], run.Transcript.Of("B ").Skip(1));
    }

    [Fact]
    public void An_answer_does_not_overtake_those_who_are_yet_to_be_told_of_the_one_before()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Progress).Answers(200, ClientRun.Success);
        RawObserver<UploadStatus> a = new(run.Transcript, "A");
        RawObserver<UploadStatus> b = new(run.Transcript, "B");
        WatchOptions atOnce = new() { Schedule = PollSchedule.Create(_ => TimeSpan.Zero) };

        a.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id, atOnce));
        b.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id, atOnce));
        run.RunTo(60);

        string[] states = ["PENDING", "PROGRESS", "SUCCESS"];
        Assert.Equal(states, a.Values.Select(status => status.RawState));
        Assert.Equal(states, b.Values.Select(status => status.RawState));
    }

    [Fact]
    public void An_answer_that_says_nothing_new_to_one_does_not_overtake_the_other_either()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Pending).Answers(202, ClientRun.Progress).Answers(200, ClientRun.Success);
        RawObserver<UploadStatus> a = new(run.Transcript, "A");
        RawObserver<UploadStatus> b = new(run.Transcript, "B");
        WatchOptions atOnce = new() { Schedule = PollSchedule.Every(TimeSpan.Zero) };
        a.WhenNext = status =>
        {
            if (status.State is UploadState.Pending)
                b.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id, atOnce));
        };

        a.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id, atOnce));
        run.RunTo(60);

        string[] states = ["PENDING", "PROGRESS", "SUCCESS"];
        Assert.Equal(states, a.Values.Select(status => status.RawState));
        Assert.Equal(states, b.Values.Select(status => status.RawState));
    }

    [Fact]
    public void The_request_under_way_is_cancelled_when_the_last_watch_leaves_and_not_before()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        RawObserver<UploadStatus> a = new(run.Transcript, "A");
        RawObserver<UploadStatus> b = new(run.Transcript, "B");
        run.At(1, a.Dispose);
        run.At(2, b.Dispose);

        a.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));
        b.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));
        run.RunTo(60);

        run.Says("""
            0  A subscribe
            0  B subscribe
            0  GET /v1/tasks/upload/up-1
            1  A dispose
            2  B dispose
            2  cancelled
            """);
    }

    [Fact]
    public void Each_watch_keeps_its_own_deadline()
    {
        using ServiceRun run = new();
        run.Service.AddUpload(ServiceRun.Id, UploadScript.Pending(Seconds(6)).Succeeds(ServiceRun.Eight));
        RawObserver<UploadStatus> a = new(run.Transcript, "A");
        RawObserver<UploadStatus> b = new(run.Transcript, "B");

        a.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id, new() { Timeout = Seconds(3) }));
        b.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id));
        run.RunTo(60);

        Assert.Equal("3  A error UploadTimeoutException", run.Transcript.Of("A ").Last());
        Assert.Equal("7  B completed", run.Transcript.Of("B ").Last());
        Assert.Equal([0, 2, 3, 5, 7], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_429_that_another_watch_has_asked_for_is_the_inner_exception_of_a_deadline_that_it_outlasts()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(429, "", headers: ("Retry-After", "60"));
        RawObserver<UploadStatus> b = new(run.Transcript, "B");
        run.At(1, () => b.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id)));

        run.WatchTo(10, new() { Timeout = Seconds(5) });

        UploadTimeoutException error = Assert.IsType<UploadTimeoutException>(run.Observer.Error);
        Assert.IsType<LobstrRateLimitException>(error.InnerException);
    }

    [Fact]
    public void What_has_elapsed_counts_from_each_subscription_and_not_from_the_making_of_the_client()
    {
        List<double> elapsed = [];
        using ServiceRun run = new();
        run.Service.AddUpload(ServiceRun.Id, UploadScript.NotFound(Seconds(101)).StaysPending());
        WatchOptions options = new()
        {
            Timeout = TimeSpan.FromSeconds(5),
            NotFoundGrace = TimeSpan.FromSeconds(1),
            Schedule = PollSchedule.Create(context =>
            {
                elapsed.Add(Math.Round(context.Elapsed.TotalSeconds, 3));
                return TimeSpan.FromSeconds(2);
            }),
        };

        run.At(100, () => run.Observer.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id, options)));
        run.RunTo(3600);

        run.Says("""
            100  subscribe
            100  GET /v1/tasks/upload/up-1
            102  GET /v1/tasks/upload/up-1
            102  next PENDING
            104  GET /v1/tasks/upload/up-1
            105  GET /v1/tasks/upload/up-1
            105  error UploadTimeoutException
            """);
        Assert.Equal([0, 2, 4], elapsed);
        Assert.Equal(5, Assert.IsType<UploadTimeoutException>(run.Observer.Error).Elapsed.TotalSeconds, tolerance: 0.0005);
    }

    [Fact]
    public void A_watch_that_disposes_another_one_inside_OnNext_silences_it()
    {
        using ServiceRun run = new();
        run.Service.AddUpload(ServiceRun.Id, UploadScript.Pending(Seconds(1)).Succeeds(ServiceRun.Eight));
        RawObserver<UploadStatus> a = new(run.Transcript, "A");
        RawObserver<UploadStatus> b = new(run.Transcript, "B");
        a.WhenNext = status => DisposeOnPending(status, b);
        b.WhenNext = status => DisposeOnPending(status, a);

        a.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id));
        b.SubscribeTo(run.Client.Uploads.Watch(ServiceRun.Id));
        run.RunTo(60);

        Assert.Single(run.Transcript.Of("dispose"));
        Assert.Single(run.Transcript.Of("next PENDING"));
        Assert.Single(run.Transcript.Of("completed"));
        Assert.Empty(run.Transcript.Of("VIOLATION"));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static void DisposeOnPending(UploadStatus status, RawObserver<UploadStatus> other)
    {
        if (status.State is UploadState.Pending)
            other.Dispose();
    }
}
