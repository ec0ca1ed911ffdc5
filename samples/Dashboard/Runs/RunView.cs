namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>A run as it is shown.</summary>
internal sealed record RunView
{
    public required string SquidId { get; init; }

    public required RunStatus Status { get; init; }

    public required string RawStatus { get; init; }

    public required bool IsFinal { get; init; }

    public required bool WasCutShort { get; init; }

    public double? PercentDone { get; init; }

    public double? EtaSeconds { get; init; }

    public long? TasksDone { get; init; }

    public long? TotalTasks { get; init; }

    public long Results { get; init; }

    public double Credits { get; init; }

    /// <summary>Why it is paused, or has ended, in the service's words.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What keeps it from being asked for; null: nothing.</summary>
    public string? Error { get; init; }

    public static RunView Of(Run run, RunStats? stats, string? error) => new()
    {
        SquidId = run.SquidId,
        Status = run.Status,
        RawStatus = run.RawStatus,
        IsFinal = run.IsFinal,
        WasCutShort = run.WasCutShort,
        PercentDone = run is { Status: RunStatus.Done, WasCutShort: false } ? 100 : stats?.PercentDone,
        EtaSeconds = stats?.Eta?.TotalSeconds,
        TasksDone = stats?.TasksDone,
        TotalTasks = stats?.TotalTasks,
        Results = Math.Max(run.TotalResults, stats?.TotalResults ?? 0),
        Credits = run.CreditUsed,
        Reason = run.Status is RunStatus.Paused or RunStatus.Aborted or RunStatus.Error || run.WasCutShort ? run.DoneReasonDescription ?? run.DoneReason : null,
        CreatedAt = run.CreatedAt,
        EndedAt = run.EndedAt,
        Error = error,
    };
}
