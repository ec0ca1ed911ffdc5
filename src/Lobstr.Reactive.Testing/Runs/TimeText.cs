using System.Globalization;

namespace Lobstr.Reactive.Testing;

/// <summary>Times in the several spellings of the service.</summary>
internal static class TimeText
{
    /// <summary>With an offset: <c>2026-01-01T00:00:03Z</c>.</summary>
    public static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Without one, and UTC all the same: <c>2026-01-01T00:00:03.250000</c>.</summary>
    public static string BareDate(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>As webhooks have it, UTC: <c>2025/06/18 17:32:31</c>.</summary>
    public static string SlashedDate(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy'/'MM'/'dd HH':'mm':'ss", CultureInfo.InvariantCulture);

    /// <summary>As Python writes it: <c>0:00:50</c>, <c>1 day, 0:00:50.183300</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        string days = duration.Days switch
        {
            0 => "",
            1 => "1 day, ",
            _ => string.Create(CultureInfo.InvariantCulture, $"{duration.Days} days, "),
        };
        string format = duration.Ticks % TimeSpan.TicksPerSecond == 0 ? @"h\:mm\:ss" : @"h\:mm\:ss\.ffffff";
        return days + duration.ToString(format, CultureInfo.InvariantCulture);
    }
}
