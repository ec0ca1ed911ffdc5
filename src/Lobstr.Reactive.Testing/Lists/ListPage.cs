using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary>A page of a list: what is asked for with <c>page</c> and <c>limit</c>, and the envelope of the answer.</summary>
internal sealed class ListPage
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    private readonly Uri _asked;
    private readonly Query _query;
    private readonly int? _cap;
    private readonly int _page;
    private readonly int _limit;

    private ListPage(Uri asked, Query query, int? cap, int page, int limit)
    {
        _asked = asked;
        _query = query;
        _cap = cap;
        _page = page;
        _limit = Math.Min(limit, MaxLimit);
    }

    /// <summary>Reads which page is asked for; if it is none, the refusal.</summary>
    public static (ListPage? Page, Answer? Refusal) Read(Uri asked, Query query, LobstrSimulatorOptions options)
    {
        if (!query.TryGetNumber("page", absent: 1, out int page))
            return (null, Answers.BadRequest("The parameter page is not a page.", "ParamsInvalid", "page"));
        if (!query.TryGetNumber("limit", absent: DefaultLimit, out int limit))
            return (null, Answers.BadRequest("The parameter limit is not a number of results.", "ParamsInvalid", "limit"));
        return (new ListPage(asked, query, options.FreePlanLimit, page, limit), null);
    }

    /// <summary>The page in its envelope.</summary>
    /// <param name="total">How many there are in all.</param>
    /// <param name="writeItem">Writes one of them, counted from 0.</param>
    public Answer Of(long total, Action<Utf8JsonWriter, long> writeItem)
    {
        long pages = Math.Max(1, (total + _limit - 1) / _limit);
        long given = Math.Min(total, _cap ?? total);
        long begin = (_page - 1L) * _limit;
        long end = Math.Min((long)_page * _limit, given);
        bool isEmpty = begin >= end;
        bool isCut = given < total && (long)_page * _limit >= given;
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteNumber("total_results", total);
            json.WriteNumber("limit", _limit);
            json.WriteNumber("page", _page);
            json.WriteNumber("total_pages", pages);
            json.WriteNumber("result_from", isEmpty ? 0 : begin + 1);
            json.WriteNumber("result_to", isEmpty ? 0 : end);
            json.WriteStartArray("data");
            for (long index = begin; index < end; index++) writeItem(json, index);
            json.WriteEndArray();
            json.WriteString("next", _page < pages && !isCut ? AddressOf(_page + 1) : null);
            json.WriteString("previous", _page > 1 ? AddressOf(Math.Min(_page - 1, pages)) : null);
            // Whatever total_results says: a reader who overlooks this believes that it has all.
            if (isCut) json.WriteString("warning", Warning(given));
        });
    }

    private static string Warning(long given) => string.Create(
        CultureInfo.InvariantCulture, $"Export limit reached - only {given} results returned. Upgrade your plan to get all of them.");

    private string AddressOf(long page) => string.Create(
        CultureInfo.InvariantCulture, $"{_asked.GetLeftPart(UriPartial.Path)}?{_query.Without("page", "limit")}page={page}&limit={_limit}");
}
