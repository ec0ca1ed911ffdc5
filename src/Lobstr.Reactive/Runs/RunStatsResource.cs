using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET runs/{id}/stats</c>.</summary>
internal sealed class RunStatsResource : JsonResource<RunStats>
{
    public static RunStatsResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("runs", "runs/{id}/stats");

    public override string AddressOf(string service, string id) => $"{service}runs/{id}/stats";

    public override RunStats Redacted(Secret secret, RunStats value) =>
        value.CurrentTask is { } task && secret.Redact(task) is var hidden && hidden != task ? value with { CurrentTask = hidden } : value;

    public override string Describe(string id) => $"run '{id}'";

    protected override RunStats Read(JsonElement body, string id)
    {
        CheckId(body, id);
        return new RunStats
        {
            Id = id,
            IsDone = JsonFields.Flag(body, "is_done")
                ?? throw new LobstrProtocolException($"The answer about {Describe(id)} does not say whether it is done."),
            PercentDone = JsonFields.Percent(body, "percent_done"),
            Eta = JsonFields.Duration(body, "eta"),
            TotalTasks = JsonFields.Count(body, "total_tasks") ?? 0,
            TasksDone = JsonFields.Count(body, "total_tasks_done") ?? 0,
            TasksLeft = JsonFields.Count(body, "total_tasks_left") ?? 0,
            TotalResults = JsonFields.Count(body, "total_results") ?? 0,
            ResultsDone = JsonFields.Count(body, "results_done"),
            ResultsExpected = JsonFields.Count(body, "results_total"),
            CurrentTask = JsonFields.NonEmptyText(body, "current_task"),
            StartedAt = JsonFields.Date(body, "started_at"),
            EndedAt = JsonFields.Date(body, "ended_at"),
            Duration = JsonFields.Duration(body, "duration"),
        };
    }
}
