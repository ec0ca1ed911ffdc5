using System.Globalization;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>How much of a feed a browser has seen: what <c>Last-Event-ID</c> holds.</summary>
/// <param name="Epoch">Of which start of the program.</param>
/// <param name="Sequence">The last change that it has seen.</param>
internal readonly record struct FeedCursor(string Epoch, long Sequence)
{
    /// <summary>Reads what a browser says.</summary>
    /// <returns>Null if it says nothing, or nonsense.</returns>
    public static FeedCursor? Parse(string? text)
    {
        string[] parts = (text ?? "").Split('-');
        return parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? new FeedCursor(parts[0], sequence)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Sequence}");
}
