using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>What became of one task in one run.</summary>
public sealed record RunTask
{
    /// <summary>The id of this task in this run.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the squid's task; null if the service did not say.</summary>
    public string? TaskId { get; init; }

    /// <summary>Its status, as the service wrote it; null if it wrote nothing.</summary>
    public string? RawStatus { get; init; }

    /// <summary>Why it ended, as a word of the service's; null until it has, or if the service did not say.</summary>
    public string? DoneReason { get; init; }

    /// <summary>The same for a person to read; null if the service did not say.</summary>
    public string? DoneReasonDescription { get; init; }

    /// <summary>The parameters of the task, as they were uploaded; of the kind <see cref="JsonValueKind.Undefined"/> if the service did not say.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>Rows that it found.</summary>
    public long TotalResults { get; init; }

    /// <summary>When it started, in UTC; null until it has.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, in UTC; null until it has.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
