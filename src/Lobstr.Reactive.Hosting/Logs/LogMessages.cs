using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>
/// The lines of the log, of clients by ids from 1 on, of trackers from 201 on. Alerts are made of the ids: none is changed or used again.
/// </summary>
// One class for all: the generator writes several in an order that changes from build to build, and packages with it.
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

    [LoggerMessage(201, LogLevel.Information, "Tracking {Count} uploads, {Unfinished} of them unfinished")]
    public static partial void TrackingStarted(this ILogger logger, int count, int unfinished);

    [LoggerMessage(202, LogLevel.Warning, "The upload {TrackingId} may have been sent to the squid {SquidId}: it is not sent again, say what became of it with ResolveAsync")]
    public static partial void MayHaveBeenSent(this ILogger logger, string trackingId, string? squidId);

    [LoggerMessage(203, LogLevel.Warning, "The service has not taken the upload {TrackingId} for the squid {SquidId}")]
    public static partial void UploadRejected(this ILogger logger, string trackingId, string? squidId, Exception error);

    [LoggerMessage(204, LogLevel.Warning, "A watch of the upload {TrackingId} has failed {Failures} times in a row; another begins in {Delay}")]
    public static partial void TrackedWatchFailed(this ILogger logger, string trackingId, int failures, TimeSpan delay, Exception error);

    [LoggerMessage(205, LogLevel.Warning, "The handler of the upload {TrackingId} has failed {Failures} times in a row; it is called again in {Delay}")]
    public static partial void HandlerFailed(this ILogger logger, string trackingId, int failures, TimeSpan delay, Exception error);

    [LoggerMessage(206, LogLevel.Error, "The handler of the upload {TrackingId} has failed {Failures} times in a row; it is called again after the next start")]
    public static partial void HandlerGivenUp(this ILogger logger, string trackingId, int failures, Exception error);

    [LoggerMessage(207, LogLevel.Error, "The store of tracked uploads has failed {Failures} times in a row; what changes is kept in memory and written later")]
    public static partial void StoreFailed(this ILogger logger, int failures, Exception error);

    [LoggerMessage(208, LogLevel.Information, "The store of tracked uploads takes what it is given again")]
    public static partial void StoreRecovered(this ILogger logger);

    [LoggerMessage(209, LogLevel.Error, "The stored upload {TrackingId} cannot be read; it is left as it is, and not watched")]
    public static partial void Unreadable(this ILogger logger, string trackingId, Exception error);

    [LoggerMessage(210, LogLevel.Error, "An observer of the tracked uploads has thrown; it is not called again")]
    public static partial void ObserverFailed(this ILogger logger, Exception error);

    [LoggerMessage(211, LogLevel.Warning, "The host does not wait any longer: {Calls} sendings or calls of handlers are cancelled")]
    public static partial void ShutdownCutShort(this ILogger logger, int calls);
}
