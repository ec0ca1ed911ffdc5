using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET</c> and <c>POST squids</c> and <c>squids/{id}</c>, <c>POST squids/{id}/empty</c>.</summary>
internal sealed class SquidEndpoints(
    SquidStore squids, TaskStore tasks, RunStore runs, SquidView view, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private const string Collection = "squids";

    public bool IsOpen(string path) => false;

    public async ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        string[] parts = path.Split('/');
        if (parts is not ([Collection] or [Collection, _] or [Collection, _, "empty"])) return null;
        HttpMethod method = message.Method;
        JsonObject? body = method == HttpMethod.Post ? await JsonBody.ReadAsync(message.Content, cancellationToken).ConfigureAwait(false) : null;
        return parts.Length switch
        {
            1 when method == HttpMethod.Get => List(message.RequestUri!),
            1 when method == HttpMethod.Post => Create(body),
            1 => Answers.MethodNotAllowed(method, "GET, POST"),
            2 when method == HttpMethod.Get => squids.Find(parts[1]) is { } squid ? view.Of(squid, clock.Elapsed) : squids.Unknown,
            2 when method == HttpMethod.Post => Configure(parts[1], body),
            2 when method == HttpMethod.Delete => Delete(parts[1]),
            2 => Answers.MethodNotAllowed(method, "GET, POST, DELETE"),
            _ when method == HttpMethod.Post => Empty(parts[1], body),
            _ => Answers.MethodNotAllowed(method, "POST"),
        };
    }

    private Answer List(Uri asked)
    {
        var query = new Query(asked.Query);
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, query, options);
        if (refusal is not null) return refusal;
        IReadOnlyList<SimulatedSquid> found = squids.Named(query["name"]);
        TimeSpan now = clock.Elapsed;
        return page!.Of(found.Count, (json, index) =>
        {
            json.WriteStartObject();
            view.Write(json, found[(int)index], now);
            json.WriteEndObject();
        });
    }

    private Answer Create(JsonObject? body)
    {
        if (JsonBody.TextOf(body, "crawler") is not { } id) return Answers.Missing("crawler");
        return options.Crawlers.FirstOrDefault(crawler => crawler.Id == id) is { } found
            ? view.Of(squids.Add(JsonBody.TextOf(body, "name"), found, isReady: false), clock.Elapsed)
            : Answers.NotFound("Crawler not found", "crawler");
    }

    private Answer Configure(string id, JsonObject? body)
    {
        if (body is null) return Answers.BadRequest("The body must be a JSON object.", "ParamsInvalid", "body");
        if (squids.Find(id) is null) return squids.Unknown;
        (Func<SimulatedSquid, SimulatedSquid>? change, Answer? refusal) = SquidChange.Read(body);
        if (refusal is not null) return refusal;
        return squids.Change(id, change!) is { } squid ? view.Of(squid, clock.Elapsed) : squids.Unknown;
    }

    private Answer Empty(string id, JsonObject? body)
    {
        TimeSpan now = clock.Elapsed;
        if (squids.Find(id) is null) return squids.Unknown;
        if (JsonBody.TextOf(body, "type") is not { } type) return Answers.Missing("type");
        if (type is not ("url" or "params")) return Answers.BadRequest("The parameter type is neither url nor params.", "validation_error", "type");
        if (runs.IsActive(id, now)) return RunRefusals.AnswerOf(RunRefusal.RunInProgress);
        bool isUrls = type == "url";
        long deleted = tasks.Empty(id, isUrls, now);
        foreach (SimulatedRun run in runs.OfSquid(id)) run.DeleteResultsOf(isUrls);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", id);
            json.WriteString("object", "squid");
            json.WriteBoolean("emptied", true);
            json.WriteNumber("deleted_count", deleted);
        });
    }

    private Answer Delete(string id)
    {
        if (!squids.Remove(id)) return squids.Unknown;
        tasks.Remove(id);
        runs.RemoveOf(id);
        return Answers.Deleted(id, "squid");
    }
}
