using System.Globalization;

namespace Lobstr.Reactive.Tests;

/// <summary>Whatever the headers of an answer say, nonsense is silence: no crash, no pause, no change of pace.</summary>
public class NonsenseHeaderTests
{
    private const string Remaining = "X-RateLimit-Remaining";
    private const string Reset = "X-RateLimit-Reset";
    private const string Date = "Date";
    private const string RetryAfter = "Retry-After";
    private static readonly DateTimeOffset Answered = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Today = Answered.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Headers as <c>name: value</c>, with the instant of the answer for <c>NOW</c> and the seconds of the epoch for <c>+n</c>.</summary>
    public static TheoryData<string> Nonsense =>
    [
        $"{Remaining}: -1 | {Reset}: +30",
        $"{Remaining}: none | {Reset}: +30",
        $"{Remaining}:  | {Reset}: +30",
        $"{Remaining}: 0x0 | {Reset}: +30",
        $"{Remaining}: 0.0 | {Reset}: +30",
        $"{Remaining}: 99999999999999999999 | {Reset}: +30",
        $"{Remaining}: 0 | {Reset}: ",
        $"{Remaining}: 0",
        $"{Reset}: +30",
        $"{Remaining}: 0 | {Reset}: 0",
        $"{Remaining}: 0 | {Reset}: 30",
        $"{Remaining}: 0 | {Reset}: -30",
        $"{Remaining}: 0 | {Reset}: soon",
        $"{Remaining}: 0 | {Reset}: +-1",
        $"{Remaining}: 0 | {Reset}: +121",
        $"{Remaining}: 0 | {Reset}: +31536000",
        $"{Remaining}: 0 | {Reset}: 9223372036854775807",
        $"{Remaining}: 0 | {Reset}: 99999999999999999999",
        $"{Remaining}: 0 | {Reset}: 253402300799",
        $"{Remaining}: 0 | {Reset}: 253402300800",
        $"{Remaining}: 0 | {Reset}: NOW",
        $"{Remaining}: 0 | {Remaining}: 0 | {Reset}: +30",
        $"{Remaining}: 0 | {Reset}: +30 | {Reset}: +30",
        $"{Remaining}: 0, 0 | {Reset}: +30",
        $"{RetryAfter}: -30",
        $"{RetryAfter}: soon",
        $"{RetryAfter}: 30.5",
        $"{RetryAfter}: 99999999999999999999",
        $"{RetryAfter}: Thu, 32 Foo 2026 25:61:61 GMT",
        $"{RetryAfter}: Fri, 31 Dec 9999 23:59:59 GMT",
        $"{RetryAfter}: Thu, 01 Jan 1970 00:00:00 GMT",
        $"X-RateLimit-Limit: -5 | {Remaining}: 80 | {Reset}: +59",
        $"X-RateLimit-Limit: 1 | {Remaining}: 80 | {Reset}: +59",
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void On_a_good_answer_it_changes_nothing(string headers)
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, 0, [(Date, Today), .. Parse(headers)]).Forever();

        run.WatchTo(9);

        Assert.Equal([0, 2, 4, 6, 8], run.Transcript.InstantsOf("GET"));
        Assert.Null(run.Observer.Error);
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void On_a_429_the_client_guesses_as_if_nothing_had_been_said(string headers)
    {
        // The last two are good sense: a reset that is 59 s away.
        double[] expected = headers.Contains("+59", StringComparison.Ordinal) ? [0, 59] : [0, 1, 3, 7, 15, 31];
        using ClientRun run = new();
        run.Service.Answers(429, "", 0, [(Date, Today), .. Parse(headers)]).Forever();

        run.WatchTo(61, new() { Retry = RetryPolicy.None });

        Assert.Equal(expected, run.Transcript.InstantsOf("GET"));
        Assert.Null(run.Observer.Error);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("Sun, 01 Mar 2026 25:00:00 GMT")]
    public void A_Date_that_cannot_be_read_is_none(string date)
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, 0, (Date, date), (Remaining, "0"), (Reset, Seconds(30))).Forever();

        run.WatchTo(9);

        // Against a clock in the year 1 the reset is two thousand years away.
        Assert.Equal([0, 2, 4, 6, 8], run.Transcript.InstantsOf("GET"));
        Assert.Null(run.Observer.Error);
    }

    [Theory]
    [InlineData("Retry-After: 7 | Retry-After: 7", 7)]
    [InlineData("Retry-After: 7 | Retry-After: 9", 7)]
    [InlineData("Retry-After: soon | Retry-After: 9", 9)]
    public void Of_several_Retry_Afters_one_is_taken_or_none(string headers, double pause)
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", 0, Parse(headers)).Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Contains(run.Transcript.InstantsOf("GET")[1], new[] { 1, pause });
        Assert.Null(run.Observer.Error);
    }

    private static string Seconds(double fromNow) =>
        (Answered.ToUnixTimeSeconds() + (long)fromNow).ToString(CultureInfo.InvariantCulture);

    private static (string Name, string Value)[] Parse(string headers) =>
    [
        .. headers.Split(" | ").Select(header => header.Split(": ", 2)).Select(parts => (parts[0], parts[1] switch
        {
            "NOW" => Seconds(0),
            ['+', .. string seconds] when long.TryParse(seconds, CultureInfo.InvariantCulture, out long fromNow) => Seconds(fromNow),
            string value => value,
        })),
    ];
}
