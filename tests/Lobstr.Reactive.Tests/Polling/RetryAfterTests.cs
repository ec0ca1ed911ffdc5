using System.Net;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Retry-After on answers other than 429: a floor under the next delay.</summary>
public class RetryAfterTests
{
    private static readonly WatchOptions NoJitter = new() { Retry = new() { Jitter = () => 0 } };

    [Theory]
    [InlineData(202)]
    [InlineData(200)]
    public void On_a_good_answer_it_makes_the_next_question_later(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(code, ClientRun.Pending, headers: ("Retry-After", "5")).Answers(code, ClientRun.Progress)
            .Answers(200, ClientRun.Success);

        run.WatchTo(60);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            5  GET /v1/tasks/upload/up-1
            5  next PROGRESS
            7  GET /v1/tasks/upload/up-1
            7  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            7  completed
            """);
    }

    [Fact]
    public void It_never_makes_the_next_question_earlier()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, headers: ("Retry-After", "5")).Answers(200, ClientRun.Success);

        run.WatchTo(60, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(12)) });

        Assert.Equal([0, 12], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_date_counts_from_the_answers_own_date()
    {
        using ClientRun run = new();
        run.Service
            .Answers(202, ClientRun.Pending, headers: [("Date", "Mon, 20 Jul 2026 10:00:00 GMT"), ("Retry-After", "Mon, 20 Jul 2026 10:00:08 GMT")])
            .Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal([0, 8], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_date_that_has_passed_changes_nothing()
    {
        using ClientRun run = new();
        run.Service
            .Answers(202, ClientRun.Pending, headers: [("Date", "Mon, 20 Jul 2026 10:00:00 GMT"), ("Retry-After", "Mon, 20 Jul 2026 09:00:00 GMT")])
            .Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal([0, 2], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5e9")]
    public void Nonsense_changes_nothing(string value)
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, headers: ("Retry-After", value)).Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal([0, 2], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void On_a_503_it_is_a_floor_under_the_retry()
    {
        using ClientRun run = new();
        run.Service.Answers(503, "", headers: ("Retry-After", "20")).Answers(200, ClientRun.Success);

        run.WatchTo(60, NoJitter);

        Assert.Equal([0, 20], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void On_a_fault_of_Create_it_is_a_floor_under_the_retry()
    {
        WatchRun run = new(NoJitter);
        run.Polls.Fails(new LobstrApiException(HttpStatusCode.ServiceUnavailable, "busy") { RetryAfter = TimeSpan.FromSeconds(20) })
            .Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            20  poll
            20  next SUCCESS
            20  completed
            """);
    }

    [Fact]
    public void On_a_fault_it_does_not_shorten_the_retry()
    {
        WatchRun run = new(new() { Retry = new() { BaseDelay = TimeSpan.FromSeconds(20), Jitter = () => 0.5 } });
        run.Polls.Fails(new LobstrApiException(HttpStatusCode.ServiceUnavailable, "busy") { RetryAfter = TimeSpan.FromSeconds(1) })
            .Answers(Success);

        run.SubscribeAndRunTo(60);

        Assert.Equal([0, 10], run.Transcript.InstantsOf("poll"));
    }

    [Fact]
    public void A_Retry_After_of_a_year_is_waited_out_if_the_options_say_so()
    {
        using ClientRun run = new(options => options with { LongestPause = TimeSpan.FromDays(365) });
        run.Service.Answers(202, ClientRun.Pending, headers: ("Retry-After", "31536000")).HangsUntilCancelled();

        run.WatchTo(31_535_999);
        Assert.Single(run.Service.Requests);
        run.RunTo(31_536_001);

        Assert.Equal(2, run.Service.Requests.Count);
    }
}
