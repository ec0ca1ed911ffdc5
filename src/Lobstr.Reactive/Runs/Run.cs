namespace Lobstr.Reactive;

/// <summary>A run of a squid over its tasks. Equal by value: a watch emits a run that differs from the one before.</summary>
public sealed record Run
{
    // What an ended run says that has done all that it was asked for.
    private static readonly string[] WholeReasons = ["tasks_done", "emails_verified", "export_fix"];

    /// <summary>The id of the run.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the squid; empty if the service did not say.</summary>
    public string SquidId { get; init; } = "";

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The status as the service wrote it; empty if it wrote none.</summary>
    public string RawStatus { get; init; } = "";

    /// <summary>
    /// Whether the service calls the run done. It does so early, of a run that still exports what it found: <see cref="IsFinal"/> tells
    /// whether it has ended.
    /// </summary>
    public bool IsDone { get; init; }

    /// <summary>Whether the file of results is ready for download; null if the service did not say, as before the end.</summary>
    public bool? ExportDone { get; init; }

    /// <summary>When the run was asked for, in UTC; null if the service did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it started, in UTC; null until it has.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, in UTC; null until it has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the file of results was ready, in UTC; null until it is. Some seconds after <see cref="EndedAt"/>.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>How long it has been running, or ran; null if the service did not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The credit that it has used, in the service's own unit.</summary>
    public double CreditUsed { get; init; }

    /// <summary>Rows found so far.</summary>
    public long TotalResults { get; init; }

    /// <summary>Rows found so far, without repeats.</summary>
    public long TotalUniqueResults { get; init; }

    /// <summary>Who or what started it, as a word of the service's, such as <c>user</c>, <c>schedule</c> or <c>chain</c>; null if it did not say.</summary>
    public string? Origin { get; init; }

    /// <summary>
    /// Why it ended or, before the end, why it is paused, as a word of the service's, such as <c>tasks_done</c> or
    /// <c>no_credits_left</c>; null if the service did not say. More words may come.
    /// </summary>
    public string? DoneReason { get; init; }

    /// <summary>The same for a person to read; null if the service did not say.</summary>
    public string? DoneReasonDescription { get; init; }

    /// <summary>
    /// Whether the run has ended: <see cref="RunStatus.Done"/>, <see cref="RunStatus.Aborted"/> or <see cref="RunStatus.Error"/>. A status
    /// that is known decides; <see cref="IsDone"/> counts only if it is missing or unknown.
    /// </summary>
    public bool IsFinal => RunStatuses.IsFinal(Status) || (Status is RunStatus.Unknown && IsDone);

    /// <summary>
    /// Whether the run is done for another reason than that it had done all, such as <c>no_credits_left</c>: some of its tasks may not
    /// have been worked on. False before the end, after an end that is an error, and without a reason.
    /// </summary>
    public bool WasCutShort =>
        IsFinal && !HasFailed && DoneReason is { Length: > 0 } && !WholeReasons.Contains(DoneReason, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether somebody stopped it.</summary>
    internal bool WasAborted => Status is RunStatus.Aborted
        || (Status is RunStatus.Unknown && IsDone && string.Equals(DoneReason, "aborted", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it ended, and not well.</summary>
    internal bool HasFailed => Status is RunStatus.Error || WasAborted;
}
