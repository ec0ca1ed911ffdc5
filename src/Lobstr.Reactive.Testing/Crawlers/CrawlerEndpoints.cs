using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET crawlers</c>, <c>crawlers/{id}</c>, <c>crawlers/{id}/params</c> and <c>crawlers/{id}/attributes</c>.</summary>
internal sealed class CrawlerEndpoints(LobstrSimulatorOptions options) : IEndpoints
{
    private const string Collection = "crawlers";
    private const string Params = "params";
    private const string Attributes = "attributes";

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        string[] parts = path.Split('/');
        if (parts is not ([Collection] or [Collection, _] or [Collection, _, Params or Attributes])) return default;
        if (message.Method != HttpMethod.Get) return new ValueTask<Answer?>(Answers.MethodNotAllowed(message.Method, "GET"));
        return new ValueTask<Answer?>(parts.Length == 1 ? List(message.RequestUri!) : AnswerAbout(parts[1], parts.ElementAtOrDefault(2), message.RequestUri!));
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

    private Answer AnswerAbout(string id, string? what, Uri asked)
    {
        if (options.Crawlers.FirstOrDefault(crawler => crawler.Id == id) is not { } found)
            return Answers.NotFound("Crawler not found", "crawler_hash");
        return what switch
        {
            Attributes => ListAttributes(found, asked),
            Params => Answers.Json(HttpStatusCode.OK, json =>
            {
                json.WritePropertyName("task");
                found.TaskParameters.WriteTo(json);
                json.WritePropertyName("squid");
                found.SquidParameters.WriteTo(json);
            }),
            _ => Answers.Json(HttpStatusCode.OK, json =>
            {
                Describe(json, found);
                CrawlerInputs.Write(json, found);
                json.WriteStartArray("result");
                foreach (JsonNode? attribute in found.Attributes) json.WriteStringValue(JsonBody.TextOf(attribute as JsonObject, "name"));
                json.WriteEndArray();
            }),
        };
    }

    private Answer ListAttributes(SimulatedCrawler crawler, Uri asked)
    {
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, new Query(asked.Query), options);
        return refusal ?? page!.Of(crawler.Attributes.Count, (json, index) => crawler.Attributes[(int)index]!.WriteTo(json));
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
