using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// Which page of a list comes next, which of its rows are new, and where the list ends. While a run adds rows, pages shift: a row
/// with an id is known by that, any other by its place. It ends whatever the server says of next pages, with all the rows that the
/// server announced or with an error; if the server warns that it withholds rows, at once.
/// </summary>
/// <param name="pageSize">How many rows a page has if the server has so many, and does not say that it gives fewer.</param>
internal sealed class ListCursor(int pageSize)
{
    /// <summary>How many empty pages in a row are passed over.</summary>
    private const int MaxEmptyPages = 10;

    private const int FruitlessPasses = 2;

    private readonly HashSet<string> _seenIds = [];
    private readonly HashSet<ulong> _seenPages = [];
    // Rows of the list so far: each that was given, and each that stood on a page twice.
    private long _found;
    private long _given;
    private long _givenByPlace;
    private long? _announced;
    private int _passesWithoutNews;
    private bool _stopsWhenAllFound;
    private bool _isDone;
    private string? _warning;

    // Of the pass under way: a reading from the first page on.
    private int _page = 1;
    private bool _isFirstPass = true;
    private long _place;
    private long _largestPage;
    private long? _totalAtStart;
    private bool _hasNews;
    private int _emptyPages;
    private bool _hasGap;
    private long _repeatedRows;

    /// <summary>The number of the page to ask for, from 1; null when the list has ended.</summary>
    public int? Next => _isDone ? null : _page;

    /// <summary>What is wrong with a list that has ended; null: nothing.</summary>
    /// <param name="what">The list in words.</param>
    public LobstrException? Error(string what) =>
        _warning is not null ? new ResultsTruncatedException(_warning, _given, Math.Max(_announced ?? 0, _given)) :
        _found < _announced ? new LobstrProtocolException($"The service has announced {_announced} rows of {what} and given {_found}: some are missing.")
        : _emptyPages > MaxEmptyPages ? new LobstrProtocolException($"The pages of {what} go on, and more than {MaxEmptyPages} in a row are empty: rows may be missing after the {_found} that came.")
        : null;

    /// <summary>Takes a page in.</summary>
    /// <returns>Those of its rows that have not been seen yet.</returns>
    public IReadOnlyList<JsonElement> Accept(ListPage page)
    {
        _announced = page.Total ?? _announced;
        if (_page == 1)
            _totalAtStart = page.Total;
        List<JsonElement> news = NewRowsOf(page);
        _given += news.Count;
        if (page.Warning is not null && !HasFoundAll)
        {
            // More pages would cost requests, and give nothing.
            _warning = page.Warning;
            _isDone = true;
            return news;
        }
        _hasNews |= news.Count > 0;
        _largestPage = Math.Max(_largestPage, page.Rows.Count);
        if (GoesOn(page, news.Count))
            _page++;
        else
            EndPass(page);
        return news;
    }

    private bool HasFoundAll => _found >= _announced;

    private List<JsonElement> NewRowsOf(ListPage page)
    {
        var news = new List<JsonElement>(page.Rows.Count);
        var idsOfPage = new HashSet<string>();
        bool? isRepeated = null;
        foreach (JsonElement row in page.Rows)
        {
            _place++;
            if (ListRow.IdOf(row) is { } id)
            {
                bool isNew = _seenIds.Add(id);
                if (isNew)
                {
                    idsOfPage.Add(id);
                    news.Add(row);
                }
                // A page is of one moment: what stands there twice has not shifted, and was counted twice by the server.
                if (isNew || idsOfPage.Contains(id))
                    _found++;
            }
            else if (_place > _givenByPlace && !(isRepeated ??= !_seenPages.Add(ListRow.Fingerprint(page.Rows))))
            {
                _givenByPlace = _place;
                _found++;
                news.Add(row);
            }
        }
        return news;
    }

    private bool GoesOn(ListPage page, int news)
    {
        bool isEmpty = page.Rows.Count == 0;
        _emptyPages = isEmpty ? _emptyPages + 1 : 0;
        if (HasFoundAll && (isEmpty || _stopsWhenAllFound))
        {
            _emptyPages = 0;
            return false;
        }
        bool isRepeated = !isEmpty && news == 0;
        _repeatedRows = news == 0 ? _repeatedRows + page.Rows.Count : 0;
        // A later pass meets the rows of earlier ones again, but no more of them in a row than there are.
        if (_emptyPages > MaxEmptyPages || (isRepeated && (_isFirstPass || _repeatedRows > _found)))
            return false;
        _hasGap |= isEmpty && page.HasNext is true;
        if (page.HasNext is { } hasNext)
            return hasNext || (!isRepeated && IsShort(page));
        return _announced is { } total ? _place < total : page.Rows.Count >= (page.Limit ?? pageSize);
    }

    /// <summary>
    /// Whether the rows that came are so few that this cannot be the last page, though the server says so. A total that changes
    /// means nothing: rows have come or gone, and another pass will tell.
    /// </summary>
    private bool IsShort(ListPage page) =>
        _place < page.Total && (page.Total == _totalAtStart || (page.Rows.Count > 0 && page.Rows.Count >= _largestPage));

    private void EndPass(ListPage page)
    {
        // Rows that were put in or taken out before those already read have moved others to pages that were read before or never
        // will be: they can only be found by reading from the start again. What was put in can be counted.
        bool hasShrunk = page.Total < _totalAtStart;
        bool hasGrown = page.Total > _totalAtStart;
        // If rows are missing, a page that was empty by mistake may have them: once more.
        bool mayHaveMore = hasGrown || (_hasGap && _isFirstPass && _announced is not null);
        // A total that never agrees with itself must not make us read for ever.
        _passesWithoutNews = _hasNews ? 0 : _passesWithoutNews + 1;
        _isDone = (_seenIds.Count == 0 && _found > 0) || _passesWithoutNews == FruitlessPasses
            || (!hasShrunk && (HasFoundAll || !mayHaveMore));
        if (_isDone)
            return;
        _stopsWhenAllFound = !hasShrunk;
        _page = 1;
        _isFirstPass = false;
        _place = 0;
        _largestPage = 0;
        _hasNews = false;
        _emptyPages = 0;
        _repeatedRows = 0;
    }
}
