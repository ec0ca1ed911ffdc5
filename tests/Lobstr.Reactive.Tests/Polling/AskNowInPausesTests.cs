using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A poll that is asked for during the delay before a retry, or during a pause, comes no earlier.</summary>
public class AskNowInPausesTests
{
    // Of whichever upload it is asked for.
    private const string Pending = """{"state":"PENDING"}""";

    private static readonly WatchOptions Slow = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(60)), Retry = Patient };

    private static RetryPolicy Patient => new() { MaxRetries = 3, BaseDelay = TimeSpan.FromSeconds(20), MaxDelay = TimeSpan.FromSeconds(20), Jitter = () => 0.999_999 };

    [Fact]
    public void The_delay_before_a_retry_is_not_cut_short()
    {
        using ClientRun run = new();
        run.Service.Answers(503, "").Answers(200, ClientRun.Pending).Forever();
        run.At(5, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(40, Slow);

        Assert.Equal(2, run.Transcript.InstantsOf("GET").Count);
        Assert.Equal(20, run.Transcript.InstantsOf("GET")[1], 0.001);
    }

    [Fact]
    public void The_retry_does_not_go_before_what_has_been_due_for_longer()
    {
        using ClientRun run = new(options => options with { MaxConcurrentRequests = 1 });
        run.Service.Answers(503, "").Answers(202, Pending).Answers(202, Pending).Answers(202, Pending, after: 10).Answers(202, Pending).Forever();
        Watch(run, "up-1", every: 100);
        Watch(run, "up-2", every: 18);
        Watch(run, "up-4", every: 100);
        run.At(5, () => run.Client.Uploads.AskNow("up-1"));
        run.At(15, () => Watch(run, "up-3", every: 100));
        run.RunTo(27);

        run.Says("""
            0  GET /v1/tasks/upload/up-1
            0  GET /v1/tasks/upload/up-2
            0  GET /v1/tasks/upload/up-4
            15  GET /v1/tasks/upload/up-3
            25  GET /v1/tasks/upload/up-2
            25  GET /v1/tasks/upload/up-1
            """);
    }

    [Fact]
    public void A_pause_after_a_429_is_not_cut_short()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", "30")).Answers(200, ClientRun.Pending).Forever();
        run.At(5, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(80, Slow);

        Assert.Equal([0.0, 30], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    // During the pause nothing changes; afterwards the next poll is due at once.
    [InlineData(20, 60)]
    [InlineData(40, 40)]
    public void A_pause_of_which_another_upload_was_told_is_not_cut_short(double asked, double polled)
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Answers(429, "", headers: ("Retry-After", "30")).Answers(200, ClientRun.Pending).Forever();
        run.At(5, () => run.Client.Uploads.Watch("up-2", Slow).Subscribe(_ => { }, _ => { }));
        run.At(asked, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(61, Slow);

        Assert.Equal([0, polled], run.Transcript.InstantsOf("GET /v1/tasks/upload/up-1"));
    }

    [Theory]
    [InlineData(20, 60)]
    [InlineData(40, 40)]
    public void A_pause_until_the_reset_is_not_cut_short(double asked, double polled)
    {
        using ClientRun run = new();
        run.Service
            .Answers(200, ClientRun.Pending, headers: [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1730376030"), ("Date", "Thu, 31 Oct 2024 12:00:00 GMT")])
            .Answers(200, ClientRun.Pending).Forever();
        run.At(asked, () => run.Client.Uploads.AskNow(ClientRun.Id));
        run.WatchTo(61, Slow);

        Assert.Equal([0, polled], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData(20, 60)]
    [InlineData(40, 40)]
    public void A_pause_of_which_another_client_was_told_is_not_cut_short(double asked, double polled)
    {
        StubSharedBudget shared = new StubSharedBudget().Grants().Pauses(30).Grants();
        using ServiceRun run = new(configure: options => options with { SharedBudget = shared });
        // Its poll is the one that has to wait.
        run.At(5, () => run.Client.Uploads.Watch("up-2", Slow).Subscribe(_ => { }, _ => { }));
        run.At(asked, () => run.Client.Uploads.AskNow(ServiceRun.Id));
        run.WatchTo(61, UploadScript.StaysPending(), Slow);

        Assert.Equal([0, polled], run.Transcript.InstantsOf($"GET /v1/tasks/upload/{ServiceRun.Id}"));
    }

    private static void Watch(ClientRun run, string id, double every) => run.Client.Uploads
        .Watch(id, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(every)), Retry = Patient })
        .Subscribe(_ => { }, _ => { });
}
