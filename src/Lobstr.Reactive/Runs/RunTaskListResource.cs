using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET runtasks?run=ID</c>.</summary>
internal sealed class RunTaskListResource() : ListResource<RunTask>("runtasks", "runtasks", "run")
{
    public static RunTaskListResource Instance { get; } = new();

    public override string? SubjectOf(string id) => SubjectOfPage(id);

    public override string ListOf(string subject) => $"the tasks of run '{subject}'";

    public override RunTask ReadRow(JsonElement row, string subject)
    {
        CheckRow(row, "run", subject);
        return new RunTask
        {
            Id = JsonFields.Text(row, "id") ?? throw new LobstrProtocolException($"A row of {ListOf(subject)} has no id."),
            TaskId = JsonFields.Id(row, "task"),
            RawStatus = JsonFields.NonEmptyText(row, "status"),
            DoneReason = JsonFields.NonEmptyText(row, "done_reason"),
            DoneReasonDescription = JsonFields.NonEmptyText(row, "done_reason_desc"),
            Parameters = JsonFields.Any(row, "params"),
            TotalResults = JsonFields.Count(row, "total_results") ?? 0,
            StartedAt = JsonFields.Date(row, "started_at"),
            EndedAt = JsonFields.Date(row, "ended_at"),
        };
    }

    public override RunTask RedactedRow(Secret secret, RunTask value) => value with
    {
        Id = secret.Redact(value.Id),
        RawStatus = secret.RedactAny(value.RawStatus),
        DoneReason = secret.RedactAny(value.DoneReason),
        DoneReasonDescription = secret.RedactAny(value.DoneReasonDescription),
    };
}
