using System.Globalization;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>Durations as people read and write them.</summary>
public static class DurationText
{
    // "ms" before "s" and "m", and no unit last: the first that fits wins.
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads <c>2</c>, <c>2s</c>, <c>500ms</c>, <c>1.5m</c>, <c>1h</c>: seconds where there is no unit, more than zero.</summary>
    /// <exception cref="FormatException">The text is no such duration. The message is for the user.</exception>
    public static TimeSpan Parse(string text)
    {
        (string name, TimeSpan length) = Array.Find(Units, unit => text.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase));
        string number = text[..^name.Length].TrimEnd();
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count))
            throw new FormatException($"'{text}' is not a duration. Write 500ms, 2s, 5m or 1h; a number alone is seconds.");

        double ticks = count * length.Ticks;
        if (!(ticks is >= 1 and < long.MaxValue))
            throw new FormatException($"'{text}' is out of range: a duration is more than zero, and less than {TimeSpan.MaxValue.Days} days.");
        return TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>Writes <c>8.1 s</c>, and from a minute on <c>1:05</c> or <c>26:01:05</c>.</summary>
    public static string Format(TimeSpan duration) => duration switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => duration.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalHours)}:{duration:mm\\:ss}"),
    };
}
