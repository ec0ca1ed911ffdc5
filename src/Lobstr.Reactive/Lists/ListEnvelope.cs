using System.Globalization;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// Reads the envelope of a list: <c>{"data":[...],"total_results","limit","total_pages","next","warning"}</c>. Only the rows must be there.
/// </summary>
internal static class ListEnvelope
{
    private const string PageParameter = "page=";

    /// <summary>Reads a page.</summary>
    /// <param name="body">The object of the answer; nothing of it is kept.</param>
    /// <param name="page">The number of the page that was asked for, from 1.</param>
    /// <param name="what">The page in words, for the message of an error.</param>
    /// <exception cref="LobstrProtocolException">There are no rows.</exception>
    public static ListPage Read(JsonElement body, int page, string what)
    {
        if (!body.TryGetProperty("data", out JsonElement data) || data.ValueKind is not JsonValueKind.Array)
            throw new LobstrProtocolException($"The answer about {what} has no rows.");
        return new ListPage(
            [.. data.EnumerateArray().Select(row => row.Clone())],
            Count(body, "total_results"),
            Count(body, "limit") is > 0 and var limit ? limit : null,
            HasNext(body, page),
            JsonFields.NonEmptyText(body, "warning"));
    }

    private static long? Count(JsonElement body, string name) => JsonFields.Count(body, name) is >= 0 and var count ? count : null;

    private static bool? HasNext(JsonElement body, int page)
    {
        (bool? isNamed, bool isNumber) = Next(body, page);
        // Counted from the size that was asked for, the number of pages can be too small: a later page with a number is one more.
        return Count(body, "total_pages") is { } pages ? page < pages || (isNamed is true && isNumber) : isNamed;
    }

    /// <summary>Whether <c>next</c> names a page, and whether by its number.</summary>
    private static (bool? IsNamed, bool IsNumber) Next(JsonElement body, int page)
    {
        if (!body.TryGetProperty("next", out JsonElement next))
            return (null, false);
        return next.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.False => (false, false),
            JsonValueKind.True => (true, false),
            JsonValueKind.Number => (next.TryGetDouble(out double number) && number > page, true),
            JsonValueKind.String => NextOf(next, page),
            _ => (null, false),
        };
    }

    private static (bool? IsNamed, bool IsNumber) NextOf(JsonElement text, int page)
    {
        try
        {
            string address = text.GetString()!;
            return string.IsNullOrWhiteSpace(address) ? (false, false)
                // What names this page, or one before it, names no next.
                : PageOf(address) is { } named ? (named > page, true)
                : (true, false);
        }
        catch (InvalidOperationException)
        {
            // It cannot be decoded, and yet it is something.
            return (true, false);
        }
    }

    private static long? PageOf(string address)
    {
        string query = address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('#')[0];
        string? parameter = query.Split('&').FirstOrDefault(part => part.StartsWith(PageParameter, StringComparison.Ordinal));
        return long.TryParse(parameter?[PageParameter.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out long page) ? page : null;
    }
}
