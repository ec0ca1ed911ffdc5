using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// No metrics and no traces: on .NET Standard they would cost a dependency. The same members as where there are, all empty.
/// </summary>
internal static class Telemetry
{
    public static void RequestSent(string? family, TimeSpan waited)
    {
    }

    public static void RequestAnswered(string family, HttpStatusCode statusCode)
    {
    }

    public static void RequestFailed(string family, Exception error)
    {
    }

    public static void RetryScheduled()
    {
    }

    public static void WatchStarted(string subject)
    {
    }

    public static void WatchEnded(string subject, WatchOutcome outcome, TimeSpan duration)
    {
    }

    public static Activity? StartRequest(
        HttpRequestMessage request, string pathTemplate, string? id, ActivityContext parent, Clock clock) => null;

    public static void EndRequest(Activity? activity, HttpStatusCode? statusCode, Exception? error, Clock clock)
    {
    }
}
