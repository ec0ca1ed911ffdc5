using System.Globalization;
using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>Reads what an answer's headers say about when to ask again. Nonsense counts as silence.</summary>
internal static class RateLimitHeaders
{
    // A service that is away for longer says something else than Retry-After: a date that far off comes from a clock that is wrong.
    private static readonly TimeSpan LongestByDate = TimeSpan.FromDays(366);

    /// <summary><c>X-RateLimit-Remaining</c> and <c>X-RateLimit-Reset</c> (seconds of the Unix epoch).</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="now">The time of the client, for an answer without a <c>Date</c>.</param>
    public static RateLimit Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!TryReadNumber(headers, "X-RateLimit-Remaining", out long remaining)
            || !TryReadNumber(headers, "X-RateLimit-Reset", out long reset)
            || reset > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return default;
        // Whatever the two clocks say, the server's date and its reset are read off the same one.
        TimeSpan resetIn = DateTimeOffset.FromUnixTimeSeconds(reset) - (ReadDate(headers) ?? now);
        return resetIn < TimeSpan.Zero
            ? default
            : new RateLimit { IsKnown = true, Remaining = (int)Math.Min(remaining, int.MaxValue), Window = reset, ResetIn = resetIn };
    }

    /// <summary><c>Retry-After</c>: seconds, or a date (RFC 9110 section 10.2.3).</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="now">The time of the client, for an answer without a <c>Date</c>.</param>
    /// <returns>How long to wait, zero or more; null if the service did not say.</returns>
    public static TimeSpan? ReadRetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.Contains("Retry-After"))
            return null;
        // The typed header knows no more than 68 years of seconds.
        if (headers.RetryAfter is not { } retryAfter)
            return TryReadNumber(headers, "Retry-After", out _) ? TimeSpan.MaxValue : null;
        if (retryAfter.Delta is { } seconds)
            return seconds;
        TimeSpan delay = retryAfter.Date!.Value - (ReadDate(headers) ?? now);
        return delay > LongestByDate ? null : Clock.Max(TimeSpan.Zero, delay);
    }

    // Every answer has a date: it is read where it lies, for the typed header would be half a kilobyte of objects.
    private static DateTimeOffset? ReadDate(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("Date", out HeaderStringValues values)
        && DateTimeOffset.TryParseExact(
            values.ToString(), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;

    // A header that is there twice is a list, and a list is no number.
    private static bool TryReadNumber(HttpResponseHeaders headers, string name, out long number)
    {
        number = 0;
        return headers.NonValidated.TryGetValues(name, out HeaderStringValues values)
            && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
