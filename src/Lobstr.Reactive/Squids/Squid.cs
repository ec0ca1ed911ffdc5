using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>A squid: a crawler with its settings and its tasks.</summary>
public sealed record Squid
{
    /// <summary>The id of the squid.</summary>
    public required string Id { get; init; }

    /// <summary>Its name; empty if the service did not say.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of its crawler; null if the service did not say.</summary>
    public string? CrawlerId { get; init; }

    /// <summary>The name of its crawler; null if the service did not say.</summary>
    public string? CrawlerName { get; init; }

    /// <summary>
    /// Whether a run can be started. A new squid is not ready until its <see cref="SquidSettings.Parameters"/> have been set once, be it to
    /// an empty object.
    /// </summary>
    public bool IsReady { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool IsActive { get; init; }

    /// <summary>How many tasks a run of it works on at a time; zero if the service did not say.</summary>
    public int Concurrency { get; init; }

    /// <summary>Its settings as the service keeps them; of the kind <see cref="JsonValueKind.Undefined"/> if it did not say.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>The id of its last run; null before the first, or if the service did not say.</summary>
    public string? LastRunId { get; init; }

    /// <summary>Why its last run ended, as <see cref="Run.DoneReason"/> has it; null if it has not, or the service did not say.</summary>
    public string? LastRunDoneReason { get; init; }

    /// <summary>How many runs of it there have been.</summary>
    public long TotalRuns { get; init; }
}
