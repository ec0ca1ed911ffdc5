using System.Globalization;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET results?run=ID&amp;page=N&amp;limit=M</c>. The id is that of the run, a slash, and the page.</summary>
internal sealed class ResultPageResource : JsonResource<ListPage>
{
    /// <summary>The most rows that the service puts on a page.</summary>
    public const int PageSize = 100;

    public static ResultPageResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("results", "results");

    // A hundred rows can be large, and are wanted.
    public override int BodyLimit => 64 * 1024 * 1024;

    public static string IdOf(string runId, int page) => string.Create(CultureInfo.InvariantCulture, $"{runId}/{page}");

    public static string ListOf(string runId) => $"the results of run '{runId}'";

    public override string AddressOf(string service, string id)
    {
        (string run, string page) = Parts(id);
        return string.Create(CultureInfo.InvariantCulture, $"{service}results?run={run}&page={page}&limit={PageSize}");
    }

    public override string SubjectOf(string id) => Parts(id).Run;

    public override string Describe(string id)
    {
        (string run, string page) = Parts(id);
        return $"page {page} of {ListOf(run)}";
    }

    protected override ListPage Read(JsonElement body, string id) =>
        ListEnvelope.Read(body, int.Parse(Parts(id).Page, CultureInfo.InvariantCulture), Describe(id));

    private static (string Run, string Page) Parts(string id)
    {
        int slash = id.IndexOf('/', StringComparison.Ordinal);
        return (id[..slash], id[(slash + 1)..]);
    }
}
