using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET</c> and <c>DELETE tasks/{id}</c>.</summary>
internal sealed class SingleTaskEndpoints(
    TaskStore tasks, RunStore runs, SquidStore squids, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private static readonly Answer NotFound = Answers.NotFound("Task not found", "task_hash");

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path.Split('/') is not ["tasks", var id]) return default;
        Answer answer = message.Method.Method switch
        {
            "GET" => Describe(id),
            "DELETE" => Delete(id),
            _ => Answers.MethodNotAllowed(message.Method, "GET, DELETE"),
        };
        return new ValueTask<Answer?>(answer);
    }

    // With the names of its page, which are not those of the list.
    private Answer Describe(string id)
    {
        if (tasks.Find(id, clock.Elapsed) is not var (squid, batch, index)) return NotFound;
        RunTaskState state = LastStateOf(squid, id);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("hash_value", id);
            json.WriteString("created_at", TimeText.BareDate(clock.DateAt(batch.AddedAt)));
            json.WriteBoolean("is_active", true);
            json.WritePropertyName("params");
            batch.ParametersOf(index).WriteTo(json);
            json.WriteString("module", (squids.Find(squid)?.Crawler ?? options.Crawlers[0]).Id);
            json.WriteStartObject("status");
            json.WriteString("status", state.HasFailed ? "failed" : state.Status);
            json.WriteString("started_at", state.StartedAt);
            json.WriteString("ended_at", state.EndedAt);
            json.WriteBoolean("is_done", state.IsDone);
            json.WriteNumber("total_results", state.Results);
            json.WriteNumber("total_pages", state.Results > 0 ? 1 : 0);
            json.WriteString("done_reason", state.Reason);
            json.WriteBoolean("has_errors", state.HasFailed);
            json.WriteString("errors", state.HasFailed ? state.Description : null);
            json.WriteEndObject();
            json.WriteString("object", "task");
        });
    }

    private Answer Delete(string id)
    {
        if (tasks.Delete(id, clock.Elapsed) is not { } squid) return NotFound;
        foreach (SimulatedRun run in runs.OfSquid(squid)) run.DeleteResultsOf(id);
        return Answers.Deleted(id, "task");
    }

    private RunTaskState LastStateOf(string squid, string id)
    {
        TimeSpan now = clock.Elapsed;
        foreach (SimulatedRun run in runs.OfSquid(squid).Where(run => run.IsKnownAt(now)).Reverse())
        {
            if (run.Tasks.PlaceOf(id) is { } place) return run.Tasks.StateOf(place, run.Script, run.Since(now));
        }

        return RunTaskState.Unused;
    }
}
