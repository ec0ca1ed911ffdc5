using Lobstr.Reactive.Testing;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>429: waited out, never an error of the watch.</summary>
public class RateLimitTests
{
    private const string Throttled = """{"error":"Rate limit exceeded","type":"RateLimitExceeded","code":429}""";
    private const string Date = "Mon, 20 Jul 2026 10:00:00 GMT";

    // 2026-07-20 10:00:00
    private const long Unix = 1784541600;

    private static readonly WatchOptions NoRetries = new() { Retry = RetryPolicy.None };

    [Fact]
    public void A_429_costs_no_retry_and_waits_for_its_RetryAfter()
    {
        WatchRun run = new(NoRetries);
        run.Polls.Answers(Pending).Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(10) }).Times(3)
            .Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            12  poll
            22  poll
            32  poll
            32  next SUCCESS
            32  completed
            """);
    }

    [Fact]
    public void Without_RetryAfter_429s_wait_longer_and_longer()
    {
        WatchRun run = new(NoRetries);
        run.Polls.Fails(new LobstrRateLimitException()).Times(4).Answers(Success);

        run.SubscribeAndRunTo(3600);

        AssertWaitsGrow(run.Transcript.InstantsOf("poll"));
        Assert.EndsWith("completed", run.Transcript.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_429s_come_none_ends_the_watch_and_none_waits_for_hours()
    {
        WatchRun run = new(NoRetries);
        run.Polls.Fails(new LobstrRateLimitException()).Times(200).Answers(Success);

        run.SubscribeAndRunTo(200 * 3600);

        Assert.Equal(201, run.Polls.Calls);
        Assert.Equal(Success, Assert.Single(run.Observer.Values).State);
    }

    [Fact]
    public void A_429_does_not_ask_ShouldRetry_and_does_not_reset_the_count_of_retries()
    {
        List<Exception> asked = [];
        WatchRun run = new(new()
        {
            Retry = new() { MaxRetries = 1, Jitter = () => 0.5, ShouldRetry = fault => { asked.Add(fault); return true; } },
        });
        run.Polls.Fails(new IOException()).Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(3) }).Fails(new IOException());

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0.5  poll
            3.5  poll
            3.5  error IOException
            """);
        Assert.All(asked, fault => Assert.IsType<IOException>(fault));
    }

    [Fact]
    public void Retry_After_in_seconds_is_waited_for()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Answers(429, Throttled, headers: ("Retry-After", "7")).Answers(200, ClientRun.Success);

        run.WatchTo(60, NoRetries);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            2  GET /v1/tasks/upload/up-1
            9  GET /v1/tasks/upload/up-1
            9  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            9  completed
            """);
    }

    [Fact]
    public void Retry_After_as_a_date_counts_from_the_answers_own_date()
    {
        using ClientRun run = new();
        run.Service.Answers(429, Throttled, headers: [("Date", Date), ("Retry-After", "Mon, 20 Jul 2026 10:00:25 GMT")])
            .Answers(200, ClientRun.Success);

        run.WatchTo(60, NoRetries);

        Assert.Equal([0, 25], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void Without_Retry_After_the_reset_instant_is_waited_for()
    {
        using ClientRun run = new();
        run.Service
            .Answers(429, Throttled, headers: [("Date", Date), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", $"{Unix + 40}")])
            .Answers(200, ClientRun.Success);

        run.WatchTo(120, NoRetries);

        Assert.Equal([0, 40], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("")]
    [InlineData("99999999999999999999999")]
    public void A_429_whose_Retry_After_is_absent_or_nonsense_waits_longer_and_longer(string value)
    {
        using ClientRun run = new();
        run.Service.Answers(429, Throttled, headers: ("Retry-After", value)).Times(4).Answers(200, ClientRun.Success);

        run.WatchTo(3600, NoRetries);

        AssertWaitsGrow(run.Transcript.InstantsOf("GET"));
        Assert.EndsWith("completed", run.Transcript.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_429_that_another_process_has_earned_is_waited_out()
    {
        using ServiceRun run = new();
        run.Service.UseBudgetElsewhere(90);

        run.WatchTo(120, UploadScript.Succeeds(ServiceRun.Eight), NoRetries);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            60  GET /v1/tasks/upload/up-1
            60  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            60  completed
            """);
        Assert.Equal([429, 200], run.Service.Requests.Select(request => (int?)request.StatusCode));
    }

    [Fact]
    public void Everything_under_tasks_waits_for_the_Retry_After_of_a_429()
    {
        using ClientRun run = new();
        run.Service.Answers(429, Throttled, headers: ("Retry-After", "20")).Answers(200, """{"state":"PENDING"}""").Forever();
        run.Observer.SubscribeTo(run.Client.Uploads.Watch("a"));

        run.At(5, () => run.Client.Uploads.Watch("b").Subscribe(_ => { }));
        run.RunTo(22);

        Assert.Equal(["/v1/tasks/upload/a"], run.Service.Requests.Take(1).Select(r => r.Uri.AbsolutePath));
        Assert.Equal(3, run.Service.Requests.Count);
        // The service has said nothing of what is left: half the pace of before, 1.5 a second.
        Assert.All(run.Transcript.InstantsOf("GET").Skip(1), instant => Assert.InRange(instant, 20, 21.4));
    }

    private static void AssertWaitsGrow(IReadOnlyList<double> instants)
    {
        Assert.Equal(5, instants.Count);
        double[] waits = [.. instants.Zip(instants.Skip(1), (a, b) => b - a)];
        Assert.All(waits, wait => Assert.InRange(wait, 0.001, 300));
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second > pair.First, $"{pair.Second} should be longer than {pair.First}."));
    }
}
