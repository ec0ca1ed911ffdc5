using System.Globalization;
using System.Net.Http.Headers;

namespace Lobstr.Reactive.Tests;

/// <summary>What is read in the headers about when to ask again. What it leads to is told where the budget is.</summary>
public sealed class RateLimitHeadersTests : IDisposable
{
    private const int LeapYear = 366 * 86_400;
    private static readonly DateTimeOffset Answered = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpResponseMessage _answer = new();

    private HttpResponseHeaders Headers => _answer.Headers;

    public void Dispose() => _answer.Dispose();

    [Theory]
    [InlineData(0, 30, true)]
    [InlineData(0, 0, true)]
    [InlineData(89, 30, false)]
    [InlineData(long.MaxValue, 86_400, true)]
    public void What_is_left_until_when_is_read_off_the_clock_of_the_answer(long remaining, int resetIn, bool isDated)
    {
        DateTimeOffset reset = Answered.AddSeconds(resetIn);
        if (isDated)
            Add("Date", Answered.ToString("R", CultureInfo.InvariantCulture));
        Add("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture));
        Add("X-RateLimit-Reset", SecondsOf(reset));

        RateLimit limit = RateLimitHeaders.Read(Headers, now: isDated ? Answered.AddYears(-1) : Answered);

        Assert.Equal(
            new() { IsKnown = true, Remaining = (int)Math.Min(remaining, int.MaxValue), Window = reset.ToUnixTimeSeconds(), ResetIn = TimeSpan.FromSeconds(resetIn) }, limit);
    }

    [Fact]
    public void The_last_second_that_there_is_can_be_said()
    {
        Add("X-RateLimit-Remaining", "1");
        Add("X-RateLimit-Reset", "253402300799");

        Assert.Equal(253_402_300_799, RateLimitHeaders.Read(Headers, now: Answered).Window);
    }

    [Theory]
    [InlineData("0", "+-1")]
    [InlineData("0", "+-31536000")]
    [InlineData("0", "0")]
    [InlineData("0", "253402300800")]
    [InlineData("0", "9223372036854775807")]
    [InlineData("0", "-1")]
    [InlineData("0", " ")]
    [InlineData("-1", "+30")]
    [InlineData("", "+30")]
    [InlineData("0, 0", "+30")]
    [InlineData("0|0", "+30")]
    [InlineData("0", "+30|+30")]
    [InlineData("0", null)]
    [InlineData(null, "+30")]
    public void Nonsense_is_as_if_nothing_had_been_said(string? remaining, string? reset)
    {
        foreach (string value in remaining?.Split('|') ?? [])
            Add("X-RateLimit-Remaining", value);
        foreach (string value in reset?.Split('|') ?? [])
            Add("X-RateLimit-Reset", value is ['+', .. string seconds] ? SecondsOf(Answered.AddSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))) : value);

        Assert.Equal(default, RateLimitHeaders.Read(Headers, now: Answered));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("31622401", 31_622_401)]
    [InlineData("2147483647", 2_147_483_647)]
    public void Retry_After_is_a_number_of_seconds_however_many(string value, int seconds)
    {
        Add("Retry-After", value);

        Assert.Equal(TimeSpan.FromSeconds(seconds), RateLimitHeaders.ReadRetryAfter(Headers, now: Answered));
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("9223372036854775807")]
    public void More_seconds_than_can_be_counted_are_the_longest_time_that_there_is(string value)
    {
        Add("Retry-After", value);

        Assert.Equal(TimeSpan.MaxValue, RateLimitHeaders.ReadRetryAfter(Headers, now: Answered));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("2147483648 s")]
    [InlineData("9223372036854775808")]
    public void Retry_After_that_is_neither_a_number_nor_a_date_says_nothing(string value)
    {
        Add("Retry-After", value);

        Assert.Null(RateLimitHeaders.ReadRetryAfter(Headers, now: Answered));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-1, 0)]
    [InlineData(-LeapYear, 0)]
    [InlineData(LeapYear, LeapYear)]
    [InlineData(LeapYear + 1, null)]
    public void A_date_is_a_wait_of_zero_up_to_a_leap_year(int seconds, int? wait)
    {
        Add("Retry-After", Answered.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture));

        Assert.Equal(wait, RateLimitHeaders.ReadRetryAfter(Headers, now: Answered)?.TotalSeconds);
    }

    private static string SecondsOf(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private void Add(string name, string value) => Headers.TryAddWithoutValidation(name, value);
}
