using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>By what a row of a list is known again.</summary>
internal static class ListRow
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The id of a row; null: it has none.</summary>
    public static string? IdOf(JsonElement row)
    {
        try
        {
            return row.ValueKind is JsonValueKind.Object && row.TryGetProperty("id", out JsonElement id)
                && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    ? id.ToString()
                    : null;
        }
        catch (InvalidOperationException)
        {
            // A text that cannot be decoded, such as half of a pair of surrogates, is no id.
            return null;
        }
    }

    /// <summary>The same number for pages of the same rows, and in all likelihood another one for any other (FNV-1a).</summary>
    public static ulong Fingerprint(IReadOnlyList<JsonElement> rows)
    {
        ulong hash = Basis;
        foreach (JsonElement row in rows)
        {
            foreach (char character in TextOf(row))
                hash = (hash ^ character) * Prime;
            // Rows that are run together are other rows.
            hash = (hash ^ '\n') * Prime;
        }
        return hash;
    }

    private static string TextOf(JsonElement row)
    {
        try
        {
            return row.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // It is no UTF-8.
            return "";
        }
    }
}
