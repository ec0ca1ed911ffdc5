using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <content>Traces: a span for each watch and each request.</content>
internal static partial class Telemetry
{
    private static readonly ActivitySource Source = new(LobstrTelemetry.ActivitySourceName);

    /// <summary>Whether somebody listens to traces.</summary>
    public static bool IsTraced => Source.HasListeners();

    /// <summary>
    /// The activity of a watch, if somebody listens: a part of what its subscriber traces, and never current itself, for a watch is on no
    /// thread. Its times are the scheduler's.
    /// </summary>
    public static Activity? StartWatch(string? client, string subject, Clock clock)
    {
        if (!Source.HasListeners())
            return null;
        Activity? current = Activity.Current;
        ActivityContext parent = current?.Context ?? default;
        try
        {
            // It would keep alive what was current before.
            Activity.Current = null;
            return Source
                .StartActivity($"watch {subject}", ActivityKind.Internal, parent)?
                .SetStartTime(clock.Scheduler.Now.UtcDateTime)
                .SetTag("lobstr.client", client);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    public static void EndWatch(Activity? activity, WatchOutcome outcome, Exception? error, Clock clock)
    {
        if (activity is null)
            return;
        activity.SetTag("lobstr.outcome", NameOf(outcome));
        if (outcome is not (WatchOutcome.Success or WatchOutcome.Cancelled))
            activity.SetStatus(ActivityStatusCode.Error, error?.GetType().FullName);
        activity.SetEndTime(clock.Scheduler.Now.UtcDateTime);
        // Its end makes current what was before its beginning.
        Activity? current = Activity.Current;
        activity.Dispose();
        Activity.Current = current;
    }

    /// <summary>The activity of a request, if somebody listens. Its times are the scheduler's, like all others.</summary>
    public static Activity? StartRequest(
        HttpRequestMessage request, string pathTemplate, string? id, TraceOrigin origin, Clock clock)
    {
        if (!Source.HasListeners())
            return null;
        string method = request.Method.Method;
        return Source
            .StartActivity($"{method} {pathTemplate}", ActivityKind.Client, origin.Parent, links: origin.Links?.Select(watch => new ActivityLink(watch)))?
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
}
