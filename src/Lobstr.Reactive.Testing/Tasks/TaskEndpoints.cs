using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET tasks</c> of a squid, page by page, and <c>POST tasks</c>.</summary>
internal sealed class TaskEndpoints(TaskStore tasks, SquidStore squids, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private long _requests;

    public bool IsOpen(string path) => false;

    public async ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path != "tasks") return null;
        if (message.Method == HttpMethod.Get) return List(message.RequestUri!);
        return message.Method == HttpMethod.Post
            ? Add(await JsonBody.ReadAsync(message.Content, cancellationToken).ConfigureAwait(false))
            : Answers.MethodNotAllowed(message.Method, "GET, POST");
    }

    private Answer List(Uri asked)
    {
        var query = new Query(asked.Query);
        (ListPage? page, Answer? refusal) = ListPage.Read(asked, query, options);
        if (refusal is not null) return refusal;
        if (query["squid"] is not { } squid) return Answers.Missing("squid");
        if (!squids.CanList(squid)) return squids.Unknown;
        (TaskList found, _) = tasks.Of(squid, clock.Elapsed);
        string module = ModuleOf(squid);
        return page!.Of(found.Count, (json, index) =>
        {
            (TaskBatch batch, long place) = found.At(index);
            batch.Write(json, place, clock, module);
        });
    }

    private Answer Add(JsonObject? body)
    {
        if (JsonBody.TextOf(body, "squid") is not { } squid) return Answers.Missing("squid");
        if (!Ids.IsValid(squid)) return Answers.NoId("squid");
        if (body!["tasks"] is not JsonArray { Count: > 0 } sent) return Answers.Missing("tasks");
        if (sent.Any(task => task is not JsonObject { Count: > 0 }))
            return Answers.BadRequest("Each of the tasks must be an object with parameters.", "ParamsInvalid", "tasks");
        if (!squids.Accepts(squid)) return squids.Unknown;

        (TaskBatch Batch, long Count)[] added = [.. sent.Cast<JsonObject>().GroupBy(task => TaskBatch.AreUrls(Names(task))).Select(kind => Keep(squid, kind.Key, [.. kind]))];
        var created = new TaskList(added);
        string module = ModuleOf(squid);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteNumber("duplicated_count", sent.Count - created.Count);
            json.WriteStartArray("tasks");
            for (long index = 0; index < created.Count; index++)
            {
                (TaskBatch batch, long place) = created.At(index);
                batch.Write(json, place, clock, module);
            }

            json.WriteEndArray();
        });
    }

    private (TaskBatch Batch, long Count) Keep(string squid, bool isUrls, IReadOnlyList<JsonObject> sent)
    {
        var hash = new TaskHash();
        var different = new HashSet<ulong>();
        (ulong Hash, JsonObject Task)[] first =
            [.. sent.Select(task => (Hash: hash.Of(task.Select(cell => cell.Value?.ToString() ?? "")), task)).Where(task => different.Add(task.Hash))];
        (long count, Func<ulong, bool> isNew) = tasks.Insert(squid, isUrls, different);
        JsonObject[] kept = [.. first.Where(task => isNew(task.Hash)).Select(task => task.Task)];
        string id = string.Create(CultureInfo.InvariantCulture, $"request {Interlocked.Increment(ref _requests)}");
        var batch = new TaskBatch(id, clock.Elapsed, isUrls, count, _ => count, index => kept[index]);
        if (count > 0) tasks.Add(squid, batch);
        return (batch, count);
    }

    private static IEnumerable<string> Names(JsonObject task) => task.Select(cell => cell.Key);

    private string ModuleOf(string squid) => (squids.Find(squid)?.Crawler ?? options.Crawlers[0]).Id;
}
