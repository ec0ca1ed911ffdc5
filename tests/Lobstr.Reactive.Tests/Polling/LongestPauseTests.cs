using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>A service that asks to wait for days: an error that is told at once, not a silent day.</summary>
public class LongestPauseTests
{
    private const string Days = "411480";
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(411_480);

    [Theory]
    [InlineData("411480", null)]
    [InlineData("Tue, 05 Nov 2024 06:18:00 GMT", "Thu, 31 Oct 2024 12:00:00 GMT")]
    public void A_429_that_asks_for_more_ends_the_watch_at_once(string retryAfter, string? date)
    {
        using ClientRun run = new();
        run.Service.Answers(429, """{"detail":"Request was throttled."}""", headers: date is null ? [("Retry-After", retryAfter)] : [("Retry-After", retryAfter), ("Date", date)]);

        run.WatchTo(1);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  error LobstrRateLimitException
            """);
        LobstrRateLimitException error = Assert.IsType<LobstrRateLimitException>(run.Observer.Error);
        Assert.Equal(Asked, error.RetryAfter);
        Assert.Equal(429, (int)error.StatusCode);
        Assert.Contains("4.18:18:00", error.Message, StringComparison.Ordinal);
        Assert.Contains("LongestPause (01:00:00)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31622401")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775807")]
    public void No_number_of_seconds_is_so_high_that_it_is_taken_for_none(string retryAfter)
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", retryAfter));

        run.WatchTo(60);

        Assert.True(Assert.IsType<LobstrRateLimitException>(run.Observer.Error).IsPauseTooLong);
        Assert.Single(run.Service.Requests);
    }

    [Fact]
    public void It_ends_every_watch_and_every_waiting_call_of_the_family_and_nobody_else()
    {
        using ClientRun run = new(options => options with { MaxConcurrentRequests = 1 });
        run.Service
            .Answers(202, """{"state":"PENDING"}""")
            .Answers(200, """{"id":"run-1","is_done":false,"percent_done":"10%"}""")
            .Answers(429, "", after: 1, headers: ("Retry-After", Days))
            .Answers(200, """{"id":"run-1","is_done":true,"percent_done":"100%"}""")
            .Answers(200, """{"id":"run-1","is_done":true,"status":"done"}""");
        List<string> ended = [];
        run.Client.Uploads.Watch("up-2", new() { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) })
            .Subscribe(_ => { }, error => ended.Add($"waiting {error.GetType().Name}"));
        run.Client.Runs.WatchStats("run-1", new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(9)) })
            .Subscribe(_ => { }, error => ended.Add($"other family {error.GetType().Name}"), () => ended.Add("other family completed"));
        run.RunTo(1);
        run.Observer.SubscribeTo(run.Client.Uploads.Watch("up-1"));
        run.RunTo(1.5);
        Task<UploadStatus> call = run.Client.Uploads.GetStatusAsync("up-3", TestContext.Current.CancellationToken);

        run.RunTo(20);

        Assert.Equal(["waiting LobstrRateLimitException", "other family completed"], ended);
        Assert.IsType<LobstrRateLimitException>(run.Observer.Error);
        Assert.IsType<LobstrRateLimitException>(Assert.Single(call.Exception!.InnerExceptions));
        Assert.Equal(["up-2", "run-1/stats", "up-1", "run-1/stats", "run-1"], run.Service.Requests.Select(request => request.Uri.AbsolutePath.Replace("/v1/tasks/upload/", "", StringComparison.Ordinal).Replace("/v1/runs/", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Whoever_comes_later_asks_after_a_growing_time_and_is_told_at_once_too()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", Days)).Times(2).Answers(200, ClientRun.Success);
        run.WatchTo(1);

        run.At(5, () => run.Client.Uploads.Watch("up-1").Subscribe(_ => { }, error => run.Transcript.Add($"second {error.GetType().Name}")));
        run.At(10, () => run.Client.Uploads.Watch("up-1").Subscribe(_ => { }, _ => { }, () => run.Transcript.Add("third completed")));
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  error LobstrRateLimitException
            5  GET /v1/tasks/upload/up-1
            5  second LobstrRateLimitException
            10  GET /v1/tasks/upload/up-1
            10  third completed
            """);
    }

    [Fact]
    public void What_the_service_may_ask_for_is_waited_out()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", "3600")).Answers(200, ClientRun.Success);

        run.WatchTo(4000);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            3600  GET /v1/tasks/upload/up-1
            3600  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            3600  completed
            """);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void Whoever_waits_for_as_long_as_there_is_can_be_asked_how_long(int statusCode)
    {
        using ClientRun run = new(options => options with { LongestPause = TimeSpan.MaxValue });
        run.Service.Answers(statusCode, "", headers: ("Retry-After", "9223372036854775807")).Times(2);
        using IDisposable listening = run.Client.Events.Subscribe(happened => run.Transcript.Add($"{happened.GetType().Name} {(happened as BudgetPaused)?.Until:yyyy}"));

        run.WatchTo(86_400, new() { Timeout = TimeSpan.FromHours(5) });

        Assert.IsType<UploadTimeoutException>(run.Observer.Error);
        Assert.Equal(statusCode == 429 ? DateTimeOffset.MaxValue : null, run.Client.GetUsage().Single(usage => usage.Family == "tasks").PausedUntil);
        Assert.Equal(statusCode == 429, run.Transcript.Lines.Any(line => line.EndsWith("BudgetPaused 9999", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_reset_that_is_too_far_away_is_an_error_as_well()
    {
        using ClientRun run = new(options => options with { LongestPause = TimeSpan.FromSeconds(30) });
        run.Service.Answers(429, "", headers: [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1730376045"), ("Date", "Thu, 31 Oct 2024 12:00:00 GMT")]);

        run.WatchTo(1);

        Assert.Equal(TimeSpan.FromSeconds(45), Assert.IsType<LobstrRateLimitException>(run.Observer.Error).RetryAfter);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(503)]
    public void On_any_other_answer_it_is_cut_and_an_event_says_so(int statusCode)
    {
        using ClientRun run = new();
        run.Service.Answers(statusCode, ClientRun.Pending, headers: ("Retry-After", Days)).Answers(200, ClientRun.Success);
        List<BudgetPaused> cuts = [];
        using IDisposable listening = run.Client.Events.Subscribe(happened => { if (happened is BudgetPaused pause) cuts.Add(pause); }, _ => { });

        run.WatchTo(4000);

        Assert.Equal(3600, (run.Service.Requests[1].At - run.Service.Requests[0].At).TotalSeconds, tolerance: 0.001);
        Assert.Equal(Success, run.Observer.Values[^1].State);
        BudgetPaused cut = Assert.Single(cuts);
        Assert.Equal(ClientRun.Id, cut.Id);
        Assert.Equal(cut.At + TimeSpan.FromHours(1), cut.Until);
        Assert.Contains("4.18:18:00", cut.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_more_is_not_cut()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, headers: ("Retry-After", "3600")).Answers(200, ClientRun.Success);
        List<BudgetPaused> cuts = [];
        using IDisposable listening = run.Client.Events.Subscribe(happened => { if (happened is BudgetPaused pause) cuts.Add(pause); }, _ => { });

        run.WatchTo(4000);

        Assert.True(run.Observer.HasEnded);
        Assert.Empty(cuts);
    }

    [Fact]
    public void A_function_s_429_that_asks_for_more_than_an_hour_ends_its_watch()
    {
        WatchRun run = new();
        run.Polls.Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) });

        run.Says(until: 1, """
            0  subscribe
            0  poll
            0  error LobstrRateLimitException
            """);
    }

    [Fact]
    public void A_start_of_a_run_that_is_asked_to_wait_too_long_fails()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", Days)).Forever();
        Exception? error = null;

        run.Client.Runs.Start("squid-1").Subscribe(_ => { }, fault => error = fault);
        run.RunTo(1);

        Assert.Equal(Asked, Assert.IsType<LobstrRateLimitException>(error).RetryAfter);
        Assert.Single(run.Service.Requests);
    }

    [Fact]
    public void Between_two_tries_of_a_call_it_is_cut_too()
    {
        using ClientRun run = new();
        run.Service.Answers(503, "", headers: ("Retry-After", Days)).Answers(200, """{"data":[]}""");
        List<BudgetPaused> cuts = [];
        using IDisposable listening = run.Client.Events.Subscribe(happened => { if (happened is BudgetPaused pause) cuts.Add(pause); }, _ => { });

        run.Client.Runs.Results("run-1").Subscribe(_ => { }, _ => { });
        run.RunTo(3601);

        Assert.Equal(2, run.Service.Requests.Count);
        Assert.Single(cuts);
    }

    [Fact]
    public void Between_two_tries_of_a_call_an_answer_that_makes_no_sense_has_its_say_too()
    {
        using ClientRun run = new();
        run.Service.Answers(200, "<html>", headers: ("Retry-After", "90")).Answers(200, """{"data":[]}""");

        run.Client.Runs.Results("run-1").Subscribe(_ => { }, _ => { });
        run.RunTo(89);
        Assert.Single(run.Service.Requests);
        run.RunTo(121);

        Assert.Equal(2, run.Service.Requests.Count);
        Assert.Equal(90, (run.Service.Requests[1].At - run.Service.Requests[0].At).TotalSeconds, tolerance: 0.001);
    }
}
