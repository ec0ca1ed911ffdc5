using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET crawlers</c>, <c>crawlers/{id}</c> and <c>crawlers/{id}/params</c>.</summary>
internal sealed class CrawlerEndpoints(LobstrSimulatorOptions options) : IEndpoints
{
    private const string Collection = "crawlers";

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        string[] parts = path.Split('/');
        if (parts is not ([Collection] or [Collection, _] or [Collection, _, "params"])) return default;
        if (message.Method != HttpMethod.Get) return new ValueTask<Answer?>(Answers.MethodNotAllowed(message.Method, "GET"));
        return new ValueTask<Answer?>(parts.Length == 1 ? List(message.RequestUri!) : AnswerAbout(parts[1], isParams: parts.Length == 3));
    }

    private Answer List(Uri asked)
    {
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, new Query(asked.Query), options);
        return refusal ?? page!.Of(options.Crawlers.Count, (json, index) =>
        {
            json.WriteStartObject();
            Describe(json, options.Crawlers[(int)index]);
            json.WriteEndObject();
        });
    }

    private Answer AnswerAbout(string id, bool isParams)
    {
        if (options.Crawlers.FirstOrDefault(crawler => crawler.Id == id) is not { } found)
            return Answers.NotFound("Crawler not found", "crawler_hash");
        if (!isParams) return Answers.Json(HttpStatusCode.OK, json => Describe(json, found));
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WritePropertyName("task");
            found.TaskParameters.WriteTo(json);
            json.WritePropertyName("squid");
            found.SquidParameters.WriteTo(json);
        });
    }

    private static void Describe(Utf8JsonWriter json, SimulatedCrawler crawler)
    {
        json.WriteString("id", crawler.Id);
        json.WriteString("object", "crawler");
        json.WriteString("name", crawler.Name);
        json.WriteString("slug", crawler.Name.ToLower(CultureInfo.InvariantCulture).Replace(' ', '-'));
        json.WriteNumber("credits_per_row", SimulatedRun.CreditPerResult);
        json.WriteNumber("max_concurrency", 5);
        json.WriteBoolean("account", false);
        json.WriteBoolean("is_public", true);
        json.WriteBoolean("is_premium", false);
        json.WriteBoolean("is_available", true);
        json.WriteBoolean("has_issues", false);
    }
}
