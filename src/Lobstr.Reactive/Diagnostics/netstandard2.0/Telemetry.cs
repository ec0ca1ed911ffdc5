using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// No metrics and no traces: on .NET Standard they would cost a dependency. The same members as where there are, all empty.
/// </summary>
internal static class Telemetry
{
    public static bool IsTraced => false;

    public static Activity? StartWatch(string? client, string subject, Clock clock) => null;

    public static void EndWatch(Activity? activity, WatchOutcome outcome, Exception? error, Clock clock)
    {
    }

    public static void RequestSent(string? client, string? family, TimeSpan waited)
    {
    }

    public static void RequestAnswered(string? client, string family, HttpStatusCode statusCode)
    {
    }

    public static void RequestFailed(string? client, string family, Exception error)
    {
    }

    public static void RetryScheduled(string? client)
    {
    }

    public static void WatchStarted(string? client, string subject)
    {
    }

    public static void WatchEnded(string? client, string subject, WatchOutcome outcome, TimeSpan duration)
    {
    }

    public static Activity? StartRequest(
        HttpRequestMessage request, string pathTemplate, string? id, TraceOrigin origin, Clock clock) => null;

    public static void EndRequest(Activity? activity, HttpStatusCode? statusCode, Exception? error, Clock clock)
    {
    }
}
