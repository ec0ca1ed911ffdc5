using System.Globalization;

namespace Lobstr.Reactive.Testing;

/// <summary>The parameters of a query, the last of a name winning.</summary>
internal sealed class Query
{
    private readonly List<(string Name, string Pair)> _pairs = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Query(string query)
    {
        foreach (string pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string name = Unescape(equals < 0 ? pair : pair[..equals]);
            _pairs.Add((name, pair));
            _values[name] = equals < 0 ? "" : Unescape(pair[(equals + 1)..]);
        }
    }

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The parameters of other names, each followed by '&amp;', as they were written.</summary>
    public string Without(params IReadOnlyCollection<string> names) =>
        string.Concat(_pairs.Where(pair => !names.Contains(pair.Name)).Select(pair => pair.Pair + "&"));

    /// <summary>A whole number of 1 or more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="absent">What it is if it is not there.</param>
    /// <param name="number">The number.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryGetNumber(string name, int absent, out int number)
    {
        number = absent;
        return this[name] is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
