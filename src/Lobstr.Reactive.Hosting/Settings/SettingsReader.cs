using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Lobstr.Reactive.Hosting;

/// <summary>
/// Reads settings of one section by their names, without reflection. A value that cannot be read is noted by its key and never by what it
/// says, for it may be a secret in the wrong place.
/// </summary>
internal sealed class SettingsReader(IConfiguration section, List<string> problems)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string name, string? current) => Find(name) is { Value: { Length: > 0 } value } ? value : current;

    public Uri Address(string name, Uri current) =>
        Read(name, current, "an absolute address, such as https://api.lobstr.io/v1/", text => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null);

    public int Number(string name, int current) => Read(name, (int?)current, isNullable: false, WholeNumber, ParseNumber)!.Value;

    public int? NumberOrNone(string name, int? current) => Read(name, current, isNullable: true, WholeNumber, ParseNumber);

    public double? FactorOrNone(string name, double? current) =>
        Read(name, current, isNullable: true, "a number, such as 1.5", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null);

    public TimeSpan Span(string name, TimeSpan current) => Read(name, (TimeSpan?)current, isNullable: false, TimeOfClock, ParseSpan)!.Value;

    public TimeSpan? SpanOrNone(string name, TimeSpan? current) => Read(name, current, isNullable: true, TimeOfClock, ParseSpan);

    /// <summary>The settings below a name.</summary>
    public SettingsReader Below(string name)
    {
        IConfigurationSection? below = Find(name);
        if (below is { Value: { Length: > 0 } })
            problems.Add($"{below.Path} is a value; it must be a section with settings of its own.");
        return new SettingsReader(section.GetSection(name), problems);
    }

    /// <summary>Nobody else has settings here: what has not been asked for is a name that does not exist.</summary>
    public void RefuseOthers() => problems.AddRange(section.GetChildren()
        .Where(child => !_names.Contains(child.Key))
        .Select(child => $"{child.Path} is no setting; there are {string.Join(", ", _names.Order(StringComparer.Ordinal))}."));

    private const string WholeNumber = "a whole number, such as 90";
    private const string TimeOfClock = "a time of hours, minutes and seconds, such as 00:00:30";

    private static int? ParseNumber(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    // A number alone would be days: nobody who writes 30 means those.
    private static TimeSpan? ParseSpan(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null;

    private T Read<T>(string name, T current, string expected, Func<string, T?> parse)
        where T : class
    {
        if (Find(name) is not { } setting)
            return current;
        if (setting.Value is { } text && parse(text.Trim()) is { } value)
            return value;
        Refuse(setting, expected);
        return current;
    }

    private T? Read<T>(string name, T? current, bool isNullable, string expected, Func<string, T?> parse)
        where T : struct
    {
        if (Find(name) is not { } setting)
            return current;
        // What is empty says that there is none, as null does in JSON.
        if (isNullable && string.IsNullOrWhiteSpace(setting.Value) && !setting.GetChildren().Any())
            return null;
        if (setting.Value is { } text && parse(text.Trim()) is { } value)
            return value;
        Refuse(setting, expected);
        return current;
    }

    private void Refuse(IConfigurationSection setting, string expected) =>
        problems.Add($"{setting.Path} cannot be read; it must be {expected}.");

    // What is there, with or without a value: a null in JSON is there.
    private IConfigurationSection? Find(string name)
    {
        _names.Add(name);
        return section.GetChildren().FirstOrDefault(child => string.Equals(child.Key, name, StringComparison.OrdinalIgnoreCase));
    }
}
