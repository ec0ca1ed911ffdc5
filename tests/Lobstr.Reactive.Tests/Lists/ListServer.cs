using System.Globalization;
using System.Net;
using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>A service that answers each request about a page of results from a function, at once, and counts the requests.</summary>
public sealed class ListServer(Func<int, string> pageOf) : HttpMessageHandler
{
    private const string Question = "page=";

    private readonly List<int> _pages = [];

    /// <summary>The pages that were asked for, in order.</summary>
    public IReadOnlyList<int> Pages => _pages;

    /// <summary>How often it answers before it is taken for granted that nobody will ever stop asking.</summary>
    public int Patience { get; init; } = 1000;

    /// <summary>The body of a page: rows numbered from <paramref name="first"/>, behind the fields that are given.</summary>
    public static string Page(int first, int rows, string fields = "", bool withIds = true)
    {
        string data = string.Join(',', Enumerable.Range(first, rows).Select(n => withIds ? $$"""{"id":"row-{{n}}","n":{{n}}}""" : $$"""{"n":{{n}}}"""));
        return fields.Length == 0 ? $$"""{"data":[{{data}}]}""" : $$"""{{{fields}},"data":[{{data}}]}""";
    }

    /// <summary>A service whose pages have these rows, with fields that may differ from page to page; after the last there are none.</summary>
    public static ListServer Of(IReadOnlyList<int> rows, Func<int, string> fieldsOf, bool withIds = true) => new(page =>
        Page(rows.Take(page - 1).Sum() + 1, page <= rows.Count ? rows[page - 1] : 0, fieldsOf(page), withIds));

    /// <summary>The address of a page, as the service writes it into <c>next</c>.</summary>
    public static string Address(int page) => $"https://api.lobstr.io/v1/results?run=r&page={page}&limit=100";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_pages.Count == Patience)
            throw new InvalidOperationException($"More than {Patience} pages were asked for.");
        string query = request.RequestUri!.Query;
        string page = query[(query.IndexOf(Question, StringComparison.Ordinal) + Question.Length)..].Split('&')[0];
        _pages.Add(int.Parse(page, CultureInfo.InvariantCulture));
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(pageOf(_pages[^1]), Encoding.UTF8, "application/json"),
        });
    }
}
