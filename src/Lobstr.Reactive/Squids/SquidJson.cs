using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>A squid as the service writes it, alone or as a row of a list.</summary>
internal static class SquidJson
{
    /// <summary>Reads a squid.</summary>
    /// <param name="body">The object; nothing of it is kept.</param>
    /// <param name="id">The id that it is known by.</param>
    public static Squid Read(JsonElement body, string id) => new()
    {
        Id = id,
        Name = JsonFields.Text(body, "name") ?? "",
        CrawlerId = JsonFields.Id(body, "crawler"),
        CrawlerName = JsonFields.NonEmptyText(body, "crawler_name"),
        IsReady = JsonFields.Flag(body, "is_ready") ?? false,
        IsActive = JsonFields.Flag(body, "is_active") ?? false,
        Concurrency = JsonFields.SmallCount(body, "concurrency"),
        Parameters = JsonFields.Any(body, "params"),
        LastRunId = JsonFields.Id(body, "last_run"),
        LastRunDoneReason = JsonFields.NonEmptyText(body, "last_run_done_reason"),
        TotalRuns = JsonFields.Count(body, "total_runs") ?? 0,
    };

    /// <summary>The squid without the key, should the service have repeated it.</summary>
    public static Squid Redacted(Secret secret, Squid squid) => squid with
    {
        Name = secret.Redact(squid.Name),
        CrawlerName = secret.RedactAny(squid.CrawlerName),
        LastRunDoneReason = secret.RedactAny(squid.LastRunDoneReason),
    };
}
