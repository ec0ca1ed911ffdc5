using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A refresh button, or a webhook: the next poll is due at once, and the service decides all the same.</summary>
public class AskNowTests
{
    // Of whichever upload it is asked for.
    private const string Pending = """{"state":"PENDING"}""";

    private static readonly WatchOptions Slow = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(60)), Retry = Patient };

    private static RetryPolicy Patient => new() { MaxRetries = 3, BaseDelay = TimeSpan.FromSeconds(20), MaxDelay = TimeSpan.FromSeconds(20), Jitter = () => 0.999_999 };

    [Fact]
    public void A_watch_that_waits_polls_at_once_and_its_schedule_begins_anew()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Forever();
        run.At(10, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(75, Slow);

        Assert.Equal([0.0, 10, 70], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void Asked_many_times_before_it_is_sent_there_is_one_poll()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Forever();
        run.At(10, () =>
        {
            for (int i = 0; i < 5; i++)
                run.Client.Uploads.AskNow(ClientRun.Id);
        });
        run.WatchTo(65, Slow);

        Assert.Equal([0.0, 10], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_Retry_After_of_the_last_answer_is_waited_out()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending, headers: ("Retry-After", "30")).Answers(200, ClientRun.Pending).Forever();
        run.At(10, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(59, Slow);

        Assert.Equal([0.0, 30], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_poll_in_flight_is_followed_by_another_for_its_answer_may_be_older()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending, after: 3).Answers(200, ClientRun.Progress).Forever();
        run.At(1, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(20, Slow);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            3  next PENDING
            3  GET /v1/tasks/upload/up-1
            3  next PROGRESS
            """);
    }

    [Fact]
    public void Asked_while_a_status_is_told_the_next_poll_is_due_at_once()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Answers(200, ClientRun.Success);
        run.Observer.WhenNext = _ =>
        {
            if (run.Transcript.Lines.Count < 4)
                run.Client.Uploads.AskNow(ClientRun.Id);
        };
        run.WatchTo(5, Slow);

        Assert.True(run.Observer.HasEnded);
        Assert.Equal([0.0, 0], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_asked_for_goes_before_what_has_been_due_for_longer(int watches)
    {
        using ClientRun run = new(options => options with { MaxConcurrentRequests = 1 });
        run.Service.Answers(202, Pending).Times(3).Answers(202, Pending, after: 8).Answers(202, Pending).Forever();
        // Every other permit is for what is asked for: here the fifth.
        Watch(run, "up-4", every: 100);
        Watch(run, "up-1", every: 10);
        for (int i = 0; i < watches; i++)
            Watch(run, "up-2", every: 11);
        run.At(7, () => Watch(run, "up-3", every: 100));
        // up-1 has been lined up since 10 s, behind up-3, which is not answered before 15 s.
        run.At(12, () => run.Client.Uploads.AskNow("up-2"));
        run.RunTo(16);

        run.Says("""
            0  GET /v1/tasks/upload/up-4
            0  GET /v1/tasks/upload/up-1
            0  GET /v1/tasks/upload/up-2
            7  GET /v1/tasks/upload/up-3
            15  GET /v1/tasks/upload/up-2
            15  GET /v1/tasks/upload/up-1
            """);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("30", 30)]
    public void A_404_within_the_grace_is_no_retry(string? retryAfter, double polled)
    {
        using ClientRun run = new();
        run.Service.Answers(404, "", headers: retryAfter is null ? [] : [("Retry-After", retryAfter)]).Answers(200, ClientRun.Pending).Forever();
        run.At(10, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(59, Slow with { NotFoundGrace = TimeSpan.FromMinutes(10) });

        Assert.Equal([0, polled], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void The_deadline_stays_where_it_is()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending, headers: ("Retry-After", "50")).Answers(200, ClientRun.Pending).Forever();
        run.At(10, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(80, Slow with { Timeout = TimeSpan.FromSeconds(40) });

        Assert.Equal([0.0, 40], run.Transcript.InstantsOf("GET"));
        Assert.True(run.Observer.HasEnded);
    }

    [Fact]
    public void Of_several_watches_the_one_answer_serves_all()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Answers(200, ClientRun.Success);
        RawObserver<UploadStatus> other = new RawObserver<UploadStatus>(run.Transcript, "other").SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id, Slow));
        run.At(10, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(11, Slow);

        Assert.Equal([0.0, 10], run.Transcript.InstantsOf("GET"));
        Assert.True(run.Observer.HasEnded && other.HasEnded);
    }

    [Fact]
    public void Without_a_watch_nothing_happens()
    {
        using ClientRun run = new();
        run.Client.Uploads.AskNow(ClientRun.Id);
        run.RunTo(10);

        Assert.Empty(run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../runs")]
    public void An_id_that_cannot_be_one_is_refused(string id)
    {
        using ClientRun run = new();

        Assert.Throws<ArgumentException>(() => run.Client.Uploads.AskNow(id));
    }

    private static void Watch(ClientRun run, string id, double every) => run.Client.Uploads
        .Watch(id, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(every)), Retry = Patient })
        .Subscribe(_ => { }, _ => { });
}
