using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>The lines of the log. Their ids are what alerts are made of: none is changed or used again.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} {Path}: {StatusCode} in {LatencyMs:F0} ms (request {RequestId})")]
    public static partial void RequestAnswered(this ILogger logger, string method, string path, int statusCode, double latencyMs, long requestId);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Path}: no answer (request {RequestId})")]
    public static partial void RequestFailed(this ILogger logger, string method, string path, long requestId, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Path} was refused with {StatusCode} (request {RequestId})")]
    public static partial void RequestRefused(this ILogger logger, string method, string path, int statusCode, long requestId);

    [LoggerMessage(4, LogLevel.Error, "The service refuses the API key (401): {Method} {Path} (request {RequestId}). Until it accepts the key this is not said again.")]
    public static partial void KeyRefused(this ILogger logger, string method, string path, long requestId);

    [LoggerMessage(5, LogLevel.Warning, "{Subject}: retry {Attempt} in {Delay}, after {Fault}")]
    public static partial void RetryScheduled(this ILogger logger, string subject, int attempt, TimeSpan delay, string fault);

    [LoggerMessage(6, LogLevel.Warning, "No requests of {Family} until {Until:O}: {Reason}")]
    public static partial void Paused(this ILogger logger, string family, DateTimeOffset until, string reason);

    [LoggerMessage(7, LogLevel.Information, "The watch of {Id} has started")]
    public static partial void WatchStarted(this ILogger logger, string? id);

    [LoggerMessage(8, LogLevel.Information, "{Id} is {State}")]
    public static partial void StatusChanged(this ILogger logger, string? id, string state);

    [LoggerMessage(9, LogLevel.Information, "The watch of {Id} has ended: {Outcome}")]
    public static partial void WatchEnded(this ILogger logger, string? id, WatchOutcome outcome);

    [LoggerMessage(10, LogLevel.Error, "The watch of {Id} has failed: {Outcome}")]
    public static partial void WatchFailed(this ILogger logger, string? id, WatchOutcome outcome, Exception? error);

    [LoggerMessage(11, LogLevel.Warning, "The budget that is shared with other machines is out of reach: this one goes on within a part of it")]
    public static partial void SharedBudgetLost(this ILogger logger, Exception error);

    [LoggerMessage(12, LogLevel.Information, "The budget that is shared with other machines is within reach again")]
    public static partial void SharedBudgetRegained(this ILogger logger);

    [LoggerMessage(13, LogLevel.Warning, "{Count} events came faster than they could be logged, and are lost")]
    public static partial void EventsDropped(this ILogger logger, long count);
}
