using System.Globalization;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// Reads fields leniently: what is missing, null, or of an unexpected kind is absent. Numbers may come as text, dates without an
/// offset, durations as seconds or as <c>0:00:50.183300</c>.
/// </summary>
internal static class JsonFields
{
    public static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>A text that says something; null if it is missing or empty.</summary>
    public static string? NonEmptyText(JsonElement body, string name) => Text(body, name) is { Length: > 0 } text ? text : null;

    /// <summary>An id, which may stand by itself or in an object; null if there is none that can be one.</summary>
    public static string? Id(JsonElement body, string name) =>
        !body.TryGetProperty(name, out JsonElement value) ? null
        : (value.ValueKind is JsonValueKind.Object ? Text(value, "id") : Text(body, name)) is { } id && ResourceId.IsValid(id) ? id
        : null;

    /// <summary>Whatever stands there, to be kept; of the kind Undefined if it is missing.</summary>
    public static JsonElement Any(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) ? value.Clone() : default;

    public static bool? Flag(JsonElement body, string name) =>
        !body.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind is JsonValueKind.True ? true
        : value.ValueKind is JsonValueKind.False ? false
        : null;

    public static double? Number(JsonElement body, string name) =>
        !body.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number
        : value.ValueKind is JsonValueKind.String ? ParseNumber(value.GetString())
        : null;

    public static long? Count(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out long count)
            ? count
            : Number(body, name) is { } number && Math.Abs(number) < long.MaxValue ? (long)number : null;

    /// <summary>A count of what there are not many of.</summary>
    public static int SmallCount(JsonElement body, string name) =>
        Count(body, name) is >= int.MinValue and <= int.MaxValue and var count ? (int)count : 0;

    /// <summary>ISO 8601; without an offset it is UTC.</summary>
    public static DateTimeOffset? Date(JsonElement body, string name) =>
        Text(body, name) is { } text
        && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date)
            ? date
            : null;

    /// <summary>Seconds, or the way Python writes a timedelta: <c>[D day[s], ]H:MM:SS[.ffffff]</c>.</summary>
    public static TimeSpan? Duration(JsonElement body, string name) =>
        Number(body, name) is { } seconds ? FromSeconds(seconds)
        : Text(body, name) is { } text ? ParseDuration(text)
        : null;

    /// <summary>A number, or a text such as <c>37%</c>.</summary>
    public static double? Percent(JsonElement body, string name) =>
        Number(body, name) ?? ParseNumber(Text(body, name)?.TrimEnd().TrimEnd('%'));

    private static double? ParseNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan? ParseDuration(string text)
    {
        double days = 0;
        int day = text.IndexOf(" day", StringComparison.Ordinal);
        if (day >= 0)
        {
            if (ParseNumber(text[..day]) is not { } count)
                return null;
            days = count;
            text = text[(text.IndexOf(',', day) is var comma && comma >= 0 ? comma + 1 : text.Length)..].Trim();
            if (text.Length == 0)
                return FromSeconds(days * 86_400);
        }
        string[] parts = text.Split(':');
        if (parts.Length != 3
            || ParseNumber(parts[0]) is not { } hours
            || ParseNumber(parts[1]) is not { } minutes
            || ParseNumber(parts[2]) is not { } seconds)
            return null;
        return FromSeconds((days * 86_400) + (hours * 3_600) + (minutes * 60) + seconds);
    }

    private static TimeSpan? FromSeconds(double seconds) =>
        Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
