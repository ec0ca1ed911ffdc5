using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET runs/{id}</c>, and the run that <c>POST runs</c> answers with.</summary>
internal sealed class RunResource : JsonResource<Run>
{
    private readonly bool _isNew;

    private RunResource(bool isNew)
    {
        _isNew = isNew;
        Endpoint = isNew ? new Endpoint("runs", "runs") : new Endpoint("runs", "runs/{id}");
    }

    /// <summary>A run that exists.</summary>
    public static RunResource Existing { get; } = new(isNew: false);

    /// <summary>A run that is to be started; the id is that of the squid.</summary>
    public static RunResource New { get; } = new(isNew: true);

    public override Endpoint Endpoint { get; }

    public override string AddressOf(string service, string id) => _isNew ? service + "runs" : service + "runs/" + id;

    public override Run Redacted(Secret secret, Run value)
    {
        Run hidden = value with
        {
            RawStatus = secret.Redact(value.RawStatus),
            DoneReason = value.DoneReason is { } reason ? secret.Redact(reason) : null,
            DoneReasonDescription = value.DoneReasonDescription is { } description ? secret.Redact(description) : null,
        };
        return hidden == value ? value : hidden;
    }

    public override string Describe(string id) => _isNew ? $"the run of squid '{id}'" : $"run '{id}'";

    protected override Run Read(JsonElement body, string id)
    {
        if (!_isNew)
            CheckId(body, id);
        string? runId = _isNew ? JsonFields.Text(body, "id") : id;
        if (runId is null || !ResourceId.IsValid(runId))
            throw new LobstrProtocolException($"The answer about {Describe(id)} has no id of the run.");
        string? status = JsonFields.Text(body, "status");
        bool? isDone = JsonFields.Flag(body, "is_done");
        if (status is null && isDone is null)
            throw new LobstrProtocolException($"The answer about {Describe(id)} says neither its status nor whether it is done.");
        RunStatus known = RunStatuses.Parse(status);
        return new Run
        {
            Id = runId,
            Squid = JsonFields.Text(body, "squid") ?? "",
            Status = known,
            RawStatus = status ?? "",
            IsDone = isDone ?? known is RunStatus.Done or RunStatus.Aborted or RunStatus.Error,
            ExportDone = JsonFields.Flag(body, "export_done") ?? false,
            CreatedAt = JsonFields.Date(body, "created_at"),
            StartedAt = JsonFields.Date(body, "started_at"),
            EndedAt = JsonFields.Date(body, "ended_at"),
            Duration = JsonFields.Duration(body, "duration"),
            CreditUsed = JsonFields.Number(body, "credit_used") ?? 0,
            TotalResults = JsonFields.Count(body, "total_results") ?? 0,
            TotalUniqueResults = JsonFields.Count(body, "total_unique_results") ?? 0,
            DoneReason = JsonFields.Text(body, "done_reason"),
            DoneReasonDescription = JsonFields.Text(body, "done_reason_desc"),
        };
    }
}
