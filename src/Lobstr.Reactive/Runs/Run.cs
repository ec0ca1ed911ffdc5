namespace Lobstr.Reactive;

/// <summary>A run of a squid over its tasks. Equal by value.</summary>
public sealed record Run
{
    /// <summary>The id of the run.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the squid; empty if the service did not say.</summary>
    public string Squid { get; init; } = "";

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The status as the service wrote it; empty if it wrote none.</summary>
    public string RawStatus { get; init; } = "";

    /// <summary>Whether the run has ended, however it ended.</summary>
    public bool IsDone { get; init; }

    /// <summary>Whether the file of results is ready for download.</summary>
    public bool ExportDone { get; init; }

    /// <summary>When the run was asked for; null if the service did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it started; null until it has.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null until it has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long it has been running, or ran; null if the service did not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The credit that it has used, in the service's own unit.</summary>
    public double CreditUsed { get; init; }

    /// <summary>Rows found so far.</summary>
    public long TotalResults { get; init; }

    /// <summary>Rows found so far, without repeats.</summary>
    public long TotalUniqueResults { get; init; }

    /// <summary>Why it ended, as a word of the service's; null until it has.</summary>
    public string? DoneReason { get; init; }

    /// <summary>Why it ended, for a person to read; null if the service did not say.</summary>
    public string? DoneReasonDescription { get; init; }
}
