using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET squids</c>, page by page: those of the options, and those that have been sent a file or run.</summary>
internal sealed class SquidEndpoints(UploadStore uploads, RunStore runs, LobstrSimulatorOptions options) : IEndpoints
{
    private const int PageSize = 50;

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path != "squids") return default;
        return new ValueTask<Answer?>(message.Method == HttpMethod.Get
            ? List(new Query(message.RequestUri!.Query))
            : Answers.MethodNotAllowed(message.Method, "GET"));
    }

    private Answer List(Query query)
    {
        if (!query.TryGetNumber("page", absent: 1, out int page))
            return Answers.BadRequest("The parameter page is not a page.", "ParamsInvalid", "page");
        if (!query.TryGetNumber("limit", absent: PageSize, out int limit))
            return Answers.BadRequest("The parameter limit is not a number of squids.", "ParamsInvalid", "limit");

        string[] known = [.. options.Squids.Values, .. uploads.Received.Select(file => file.Squid), .. runs.Squids];
        string[] squids = [.. known.Distinct(StringComparer.Ordinal)];
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteNumber("total_results", squids.Length);
            json.WriteNumber("limit", limit);
            json.WriteNumber("page", page);
            json.WriteNumber("total_pages", Math.Max(1, (squids.Length + limit - 1) / limit));
            json.WriteStartArray("data");
            foreach (string squid in squids.Skip((int)Math.Min((page - 1L) * limit, int.MaxValue)).Take(limit))
            {
                json.WriteStartObject();
                json.WriteString("id", squid);
                json.WriteString("object", "squid");
                json.WriteString("name", NameOf(squid));
                json.WriteString("crawler", Ids.Of("crawler"));
                json.WriteString("crawler_name", "Simulated Crawler");
                json.WriteBoolean("is_active", true);
                json.WriteBoolean("is_ready", true);
                json.WriteNumber("concurrency", 1);
                json.WriteNumber("total_runs", runs.OfSquid(squid).Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private string NameOf(string squid) =>
        options.Squids.FirstOrDefault(named => named.Value == squid).Key ?? $"Squid {squid}";
}
