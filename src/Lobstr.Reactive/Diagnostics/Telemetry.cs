using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// Metrics and traces under the name <c>Lobstr.Reactive</c>. They cost next to nothing while nobody listens. No tag of a metric has
/// an id or a key; listeners are never called with a lock held.
/// </summary>
internal static partial class Telemetry
{
    private static readonly Meter Meter = new(LobstrTelemetry.MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "lobstr.reactive.requests", "{request}", "Requests that have ended, by family and outcome.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "lobstr.reactive.retries", "{retry}", "Retries that watches have scheduled after a transient fault.");

    // From "at once" to the longest pause that the service may ask for.
    private static readonly Histogram<double> BudgetWait = CreateHistogram(
        "lobstr.reactive.budget.wait",
        "Time from a request being due to its being sent, by family.",
        [0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 900, 3600]);

    private static readonly UpDownCounter<long> ActiveWatches = Meter.CreateUpDownCounter<long>(
        "lobstr.reactive.watches.active", "{watch}", "Watches that are subscribed to and have not ended, by subject.");

    // Uploads take seconds or minutes, runs up to days.
    private static readonly Histogram<double> WatchDuration = CreateHistogram(
        "lobstr.reactive.watch.duration",
        "Time from a subscription to its end, by subject and outcome.",
        [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400]);

    public static void RequestSent(string? client, string? family, TimeSpan waited)
    {
        if (family is not null && BudgetWait.Enabled)
            BudgetWait.Record(waited.TotalSeconds, Tags(client, ("family", family)));
    }

    public static void RequestAnswered(string? client, string family, HttpStatusCode statusCode) => RequestEnded(client, family, (int)statusCode switch
    {
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        429 => "throttled",
        >= 200 and <= 299 => "success",
        >= 500 => "server_error",
        _ => "rejected",
    });

    public static void RequestFailed(string? client, string family, Exception error) =>
        RequestEnded(client, family, error is OperationCanceledException ? "cancelled" : "failed");

    public static void RetryScheduled(string? client)
    {
        if (Retries.Enabled)
            Retries.Add(1, Tags(client));
    }

    public static void WatchStarted(string? client, string subject)
    {
        if (ActiveWatches.Enabled)
            ActiveWatches.Add(1, Tags(client, ("subject", subject)));
    }

    public static void WatchEnded(string? client, string subject, WatchOutcome outcome, TimeSpan duration)
    {
        if (ActiveWatches.Enabled)
            ActiveWatches.Add(-1, Tags(client, ("subject", subject)));
        if (WatchDuration.Enabled)
            WatchDuration.Record(duration.TotalSeconds, Tags(client, ("subject", subject), ("outcome", NameOf(outcome))));
    }

    private static void RequestEnded(string? client, string family, string outcome)
    {
        if (Requests.Enabled)
            Requests.Add(1, Tags(client, ("family", family), ("outcome", outcome)));
    }

    private static string NameOf(WatchOutcome outcome) => outcome switch
    {
        WatchOutcome.Success => "success",
        WatchOutcome.Failure => "failure",
        WatchOutcome.NotFound => "not_found",
        WatchOutcome.Timeout => "timeout",
        WatchOutcome.Error => "error",
        _ => "cancelled",
    };

    // Buckets that fit: those that listeners take by themselves are for milliseconds. .NET 8 has no way to say so.
    private static Histogram<double> CreateHistogram(string name, string description, IReadOnlyList<double> bounds) =>
#if NET9_0_OR_GREATER
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
#else
        Meter.CreateHistogram<double>(name, "s", description);
#endif

    // A struct: nothing is allocated for up to eight tags. A client without a name has no tag.
    private static TagList Tags(string? client, params ReadOnlySpan<(string Name, string Value)> others)
    {
        TagList tags = default;
        if (client is not null)
            tags.Add("client", client);
        foreach ((string name, string value) in others)
            tags.Add(name, value);
        return tags;
    }
}
