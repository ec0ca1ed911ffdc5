using System.Globalization;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class RateLimitTests : SimulatorTest
{
    private const string Path = "tasks/upload/1";

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ninety_requests_a_minute_are_answered_and_the_next_is_the_documented_429()
    {
        for (int i = 0; i < 90; i++) Assert.Equal(404, (int)Get(Path).StatusCode);
        Advance(17.5);
        HttpResponseMessage tooMany = Get(Path);

        Assert.Equal("""429 {"error":"Rate limit of 90 requests exceeded.","type":"RateLimitExceeded","code":429}""", Line(tooMany));
        Assert.Equal("43", Header(tooMany, "Retry-After"));
        Assert.Equal("0", Header(tooMany, "X-RateLimit-Remaining"));
    }

    [Fact]
    public void Every_answer_says_what_is_left_and_until_when()
    {
        HttpResponseMessage first = Get(Path);
        Advance(59.999);
        HttpResponseMessage second = Get(Path);

        Assert.Equal("90", Header(first, "X-RateLimit-Limit"));
        Assert.Equal("89", Header(first, "X-RateLimit-Remaining"));
        Assert.Equal($"{Epoch.ToUnixTimeSeconds() + 60}", Header(first, "X-RateLimit-Reset"));
        Assert.Equal("88", Header(second, "X-RateLimit-Remaining"));
        Assert.Equal($"{Epoch.ToUnixTimeSeconds() + 60}", Header(second, "X-RateLimit-Reset"));
        Assert.Null(Header(second, "Retry-After"));
    }

    [Fact]
    public void A_window_begins_with_the_first_request_after_the_last_has_ended()
    {
        Get(Path);
        Advance(60);
        Assert.Equal("89", Header(Get(Path), "X-RateLimit-Remaining"));
        Advance(1_000.25);

        // The window ends at 60 + 1,000.25 + 60, and who waits until the header's second is not too early.
        Assert.Equal($"{Epoch.ToUnixTimeSeconds() + 1_121}", Header(Get(Path), "X-RateLimit-Reset"));
    }

    [Fact]
    public void A_request_counts_when_it_arrives()
    {
        Options = Options with { TaskRateLimit = RateLimit.PerMinute(1), Latency = Latency.Create(r => r.Number == 1 ? Seconds(4) : Seconds(2)) };
        Task<HttpResponseMessage> sentFirst = GetAsync(Path);
        Task<HttpResponseMessage> arrivedFirst = GetAsync(Path);
        Advance(10);

        Assert.Equal(404, (int)Ended(arrivedFirst).StatusCode);
        Assert.Equal(429, (int)Ended(sentFirst).StatusCode);
    }

    [Fact]
    public void Each_key_has_a_budget_of_its_own_and_a_wrong_key_none()
    {
        Options = Options with { ApiKeys = ["first", "second"], TaskRateLimit = RateLimit.PerMinute(1) };

        Assert.Equal(404, (int)Ended(SendAsync(HttpMethod.Get, Path, key: "first")).StatusCode);
        Assert.Equal(429, (int)Ended(SendAsync(HttpMethod.Get, Path, key: "first")).StatusCode);
        Assert.Equal(404, (int)Ended(SendAsync(HttpMethod.Get, Path, key: "second")).StatusCode);
        HttpResponseMessage wrong = Ended(SendAsync(HttpMethod.Get, Path, key: "third"));
        Assert.Equal(401, (int)wrong.StatusCode);
        Assert.Null(Header(wrong, "X-RateLimit-Limit"));
    }

    [Theory]
    [InlineData("tasks", "90", 60)]
    [InlineData("tasks/x", "90", 60)]
    [InlineData("squids", "120", 60)]
    [InlineData("runs/1/stats", "120", 60)]
    [InlineData("results?run=1", "2", 1)]
    [InlineData("runtasks?run=1", "90", 60)]
    [InlineData("me", "120", 60)]
    [InlineData("user/balance", "120", 60)]
    [InlineData("tasksx", "120", 60)]
    public void Each_family_has_its_own_budget(string path, string limit, int window)
    {
        Get("runs/2");
        HttpResponseMessage answer = Get(path);

        Assert.Equal(limit, Header(answer, "X-RateLimit-Limit"));
        Assert.Equal($"{int.Parse(limit, CultureInfo.InvariantCulture) - (path.StartsWith("runs", StringComparison.Ordinal) ? 2 : 1)}", Header(answer, "X-RateLimit-Remaining"));
        Assert.Equal($"{Epoch.ToUnixTimeSeconds() + window}", Header(answer, "X-RateLimit-Reset"));
    }

    [Fact]
    public void Another_process_uses_its_share_evenly_over_the_window()
    {
        Options = Options with { TaskRateLimit = RateLimit.PerMinute(10) with { UsedElsewhere = 6 } };

        var remaining = new List<string?>();
        for (int i = 0; i < 6; i++)
        {
            remaining.Add(Header(Get(Path), "X-RateLimit-Remaining"));
            Advance(10);
        }

        // One of ours and one of theirs every ten seconds: the last of ours is one too many.
        Assert.Equal(["9", "7", "5", "3", "1", "0"], remaining);
        Assert.Equal(429, (int?)Simulator.Requests[5].StatusCode);
        Assert.Equal("9", Header(Get(Path), "X-RateLimit-Remaining"));
    }

    [Fact]
    public void Another_process_may_use_some_at_once()
    {
        Simulator.UseBudgetElsewhere(80);

        Assert.Equal("9", Header(Get(Path), "X-RateLimit-Remaining"));
        Simulator.UseBudgetElsewhere(1_000);
        Assert.Equal(429, (int)Get(Path).StatusCode);
        Assert.Equal("119", Header(Get("runs"), "X-RateLimit-Remaining"));
        Simulator.UseBudgetElsewhere(19, RateLimitFamily.Runs);
        Assert.Equal("99", Header(Get("runs"), "X-RateLimit-Remaining"));
        Assert.Throws<ArgumentException>(() => Simulator.UseBudgetElsewhere(1, apiKey: "nobody's"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulator.UseBudgetElsewhere(-1));
    }

    [Fact]
    public void Headers_can_be_switched_off()
    {
        Options = Options with { TaskRateLimit = RateLimit.PerMinute(0), RateLimitHeaders = false, RetryAfterHeader = false };
        HttpResponseMessage tooMany = Get(Path);

        Assert.Equal(429, (int)tooMany.StatusCode);
        Assert.Equal(["Date"], tooMany.Headers.Select(header => header.Key));
    }

    [Fact]
    public void A_family_can_be_without_a_limit()
    {
        Options = Options with { TaskRateLimit = null };
        for (int i = 0; i < 200; i++) Assert.Equal(404, (int)Get(Path).StatusCode);

        Assert.Null(Header(Get(Path), "X-RateLimit-Limit"));
    }

    [Fact]
    public void A_budget_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.PerMinute(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimit(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.PerMinute(1) with { UsedElsewhere = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.PerMinute(1) with { Requests = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => RateLimit.PerMinute(1) with { Window = TimeSpan.Zero });
        Assert.Equal(RateLimit.PerMinute(30), RateLimit.PerMinute(90) with { Requests = 30 });
    }
}
