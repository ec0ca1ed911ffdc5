using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// Metrics and traces under the name <c>Lobstr.Reactive</c>. They cost next to nothing while nobody listens. No tag of a metric has
/// an id or a key; listeners are never called with a lock held.
/// </summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new(LobstrTelemetry.ActivitySourceName);
    private static readonly Meter Meter = new(LobstrTelemetry.MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "lobstr.reactive.requests", "{request}", "Requests that have ended, by family and outcome.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "lobstr.reactive.retries", "{retry}", "Retries that watches have scheduled after a transient fault.");

    private static readonly Histogram<double> BudgetWait = Meter.CreateHistogram<double>(
        "lobstr.reactive.budget.wait", "s", "Time from a request being due to its being sent, by family.");

    private static readonly UpDownCounter<long> ActiveWatches = Meter.CreateUpDownCounter<long>(
        "lobstr.reactive.watches.active", "{watch}", "Watches that are subscribed to and have not ended, by subject.");

    private static readonly Histogram<double> WatchDuration = Meter.CreateHistogram<double>(
        "lobstr.reactive.watch.duration", "s", "Time from a subscription to its end, by subject and outcome.");

    public static void RequestSent(string? client, string? family, TimeSpan waited)
    {
        if (family is not null && BudgetWait.Enabled)
            BudgetWait.Record(waited.TotalSeconds, Tags(client, ("family", family)));
    }

    public static void RequestAnswered(string? client, string family, HttpStatusCode statusCode) => RequestEnded(client, family, (int)statusCode switch
    {
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

    /// <summary>The activity of a request, if somebody listens. Its times are the scheduler's, like all others.</summary>
    public static Activity? StartRequest(
        HttpRequestMessage request, string pathTemplate, string? id, ActivityContext parent, Clock clock)
    {
        if (!Source.HasListeners())
            return null;
        string method = request.Method.Method;
        return Source
            .StartActivity($"{method} {pathTemplate}", ActivityKind.Client, parent)?
            .SetStartTime(clock.Scheduler.Now.UtcDateTime)
            .SetTag("http.request.method", method)
            .SetTag("url.template", pathTemplate)
            .SetTag("server.address", request.RequestUri!.Host)
            .SetTag("server.port", request.RequestUri.Port)
            .SetTag("lobstr.id", id);
    }

    public static void EndRequest(Activity? activity, HttpStatusCode? statusCode, Exception? error, Clock clock)
    {
        if (activity is null)
            return;
        if (statusCode is { } code)
            activity.SetTag("http.response.status_code", (int)code);
        if (error is not null || statusCode is >= HttpStatusCode.BadRequest)
            activity.SetStatus(ActivityStatusCode.Error, error?.GetType().FullName);
        activity.SetEndTime(clock.Scheduler.Now.UtcDateTime);
        activity.Dispose();
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
