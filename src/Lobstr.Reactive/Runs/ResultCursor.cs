using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// Which page of results comes next, and which of its rows are new: while a run adds rows, pages shift under our feet. Rows with
/// an id are known by it, others by their place.
/// </summary>
internal sealed class ResultCursor(string runId)
{
    private const int FruitlessPasses = 2;

    private readonly HashSet<string> _seenIds = [];
    private int _page = 1;
    private long _placesSeen;
    private long? _totalAtStart;
    private bool _stopsWhenAllSeen;
    private bool _hasNews;
    private int _passesWithoutNews;
    private bool _isDone;

    /// <summary>The page to ask for; null when all have been read.</summary>
    public string? Next => _isDone ? null : ResultPageResource.IdOf(runId, _page);

    /// <summary>Takes a page in.</summary>
    /// <returns>Those of its rows that have not been seen yet.</returns>
    public IEnumerable<JsonElement> Accept(ResultPage page)
    {
        long place = (long)(_page - 1) * ResultPageResource.PageSize;
        var rows = new List<JsonElement>(page.Rows.Count);
        foreach (JsonElement row in page.Rows)
        {
            if (IdOf(row) is { } id ? _seenIds.Add(id) : place >= _placesSeen)
                rows.Add(row);
            place++;
        }
        _hasNews |= rows.Count > 0;
        _placesSeen = Math.Max(_placesSeen, place);
        if (_page == 1)
            _totalAtStart = page.Total;
        MoveOn(page);
        return rows;
    }

    private void MoveOn(ResultPage page)
    {
        bool hasAll = _seenIds.Count >= page.Total;
        if (!page.IsLast && !(_stopsWhenAllSeen && hasAll))
        {
            _page++;
            return;
        }
        // Rows that were put in or taken out before those already read have moved others to pages that were read before or never
        // will be: they can only be found by reading from the start again. What was put in can be counted.
        bool hasShrunk = page.Total < _totalAtStart;
        bool hasGrown = page.Total > _totalAtStart;
        // A total that never agrees with itself must not make us read for ever.
        _passesWithoutNews = _hasNews ? 0 : _passesWithoutNews + 1;
        _hasNews = false;
        _isDone = _seenIds.Count == 0 || _passesWithoutNews == FruitlessPasses || (!hasShrunk && (hasAll || !hasGrown));
        _stopsWhenAllSeen = hasGrown;
        _page = 1;
    }

    private static string? IdOf(JsonElement row)
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
}
