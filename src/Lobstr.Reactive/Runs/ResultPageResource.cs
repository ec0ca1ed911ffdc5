using System.Globalization;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET results?run=ID&amp;page=N&amp;limit=M</c>. The id is that of the run, a slash, and the page.</summary>
internal sealed class ResultPageResource : JsonResource<ResultPage>
{
    /// <summary>The most rows that the service puts on a page.</summary>
    public const int PageSize = 100;

    public static ResultPageResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("results", "results");

    // A hundred rows can be large, and are wanted.
    public override int BodyLimit => 64 * 1024 * 1024;

    public static string IdOf(string runId, int page) => string.Create(CultureInfo.InvariantCulture, $"{runId}/{page}");

    public override string AddressOf(string service, string id)
    {
        (string run, string page) = Parts(id);
        return string.Create(CultureInfo.InvariantCulture, $"{service}results?run={run}&page={page}&limit={PageSize}");
    }

    public override string SubjectOf(string id) => Parts(id).Run;

    public override string Describe(string id)
    {
        (string run, string page) = Parts(id);
        return $"page {page} of the results of run '{run}'";
    }

    protected override ResultPage Read(JsonElement body, string id)
    {
        if (!body.TryGetProperty("data", out JsonElement data) || data.ValueKind is not JsonValueKind.Array)
            throw new LobstrProtocolException($"The answer about {Describe(id)} has no rows.");
        JsonElement[] rows = [.. data.EnumerateArray().Select(row => row.Clone())];
        return new ResultPage(rows, JsonFields.Count(body, "total_results"), IsLast(body, rows.Length, id));
    }

    // The service says which page is the last in two ways; a page that is not full can be no other.
    private bool IsLast(JsonElement body, int rows, string id)
    {
        bool? isLast =
            JsonFields.Count(body, "total_pages") is { } pages ? long.Parse(Parts(id).Page, CultureInfo.InvariantCulture) >= pages
            : body.TryGetProperty("next", out JsonElement next) ? next.ValueKind is JsonValueKind.Null
            : null;
        return isLast is false && rows == 0
            ? throw new LobstrProtocolException($"The answer about {Describe(id)} is empty, and yet not the last.")
            : isLast ?? rows < PageSize;
    }

    private static (string Run, string Page) Parts(string id)
    {
        int slash = id.IndexOf('/', StringComparison.Ordinal);
        return (id[..slash], id[(slash + 1)..]);
    }
}
