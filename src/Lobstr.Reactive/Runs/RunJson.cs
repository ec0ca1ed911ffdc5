using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>A run as the service writes it, alone or as a row of a list.</summary>
internal static class RunJson
{
    /// <summary>Reads a run.</summary>
    /// <param name="body">The object; nothing of it is kept.</param>
    /// <param name="id">The id that it is known by; null: it says so itself.</param>
    /// <param name="what">The run in words, for the message of an error.</param>
    /// <exception cref="LobstrProtocolException">It has no id, or says nothing of where it stands.</exception>
    public static Run Read(JsonElement body, string? id, string what)
    {
        id ??= JsonFields.Text(body, "id");
        if (id is null || !ResourceId.IsValid(id))
            throw new LobstrProtocolException($"The answer about {what} has no id of the run.");
        string? status = JsonFields.Text(body, "status");
        bool? isDone = JsonFields.Flag(body, "is_done");
        if (status is null && isDone is null)
            throw new LobstrProtocolException($"The answer about {what} says neither its status nor whether it is done.");
        RunStatus known = RunStatuses.Parse(status);
        return new Run
        {
            Id = id,
            SquidId = JsonFields.Id(body, "squid") ?? "",
            Status = known,
            RawStatus = status ?? "",
            IsDone = isDone ?? RunStatuses.IsFinal(known),
            ExportDone = JsonFields.Flag(body, "export_done"),
            CreatedAt = JsonFields.Date(body, "created_at"),
            StartedAt = JsonFields.Date(body, "started_at"),
            EndedAt = JsonFields.Date(body, "ended_at"),
            ExportedAt = JsonFields.Date(body, "export_time"),
            Duration = JsonFields.Duration(body, "duration"),
            CreditUsed = JsonFields.Number(body, "credit_used") ?? 0,
            TotalResults = JsonFields.Count(body, "total_results") ?? 0,
            TotalUniqueResults = JsonFields.Count(body, "total_unique_results") ?? 0,
            Origin = JsonFields.NonEmptyText(body, "origin"),
            DoneReason = JsonFields.NonEmptyText(body, "done_reason"),
            DoneReasonDescription = JsonFields.NonEmptyText(body, "done_reason_desc"),
        };
    }

    /// <summary>The run without the key, should the service have repeated it.</summary>
    public static Run Redacted(Secret secret, Run run)
    {
        Run hidden = run with
        {
            RawStatus = secret.Redact(run.RawStatus),
            Origin = secret.RedactAny(run.Origin),
            DoneReason = secret.RedactAny(run.DoneReason),
            DoneReasonDescription = secret.RedactAny(run.DoneReasonDescription),
        };
        return hidden == run ? run : hidden;
    }
}
