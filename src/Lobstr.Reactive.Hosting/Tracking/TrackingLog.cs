using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>What the tracker logs, by stable ids: 201 and up.</summary>
internal static partial class TrackingLog
{
    [LoggerMessage(201, LogLevel.Information, "Tracking {Count} uploads, {Unfinished} of them unfinished")]
    public static partial void Started(ILogger logger, int count, int unfinished);

    [LoggerMessage(202, LogLevel.Warning, "The upload {TrackingId} may have been sent to the squid {SquidId}: it is not sent again, say what became of it with ResolveAsync")]
    public static partial void MayHaveBeenSent(ILogger logger, string trackingId, string? squidId);

    [LoggerMessage(203, LogLevel.Warning, "The service has not taken the upload {TrackingId} for the squid {SquidId}")]
    public static partial void Rejected(ILogger logger, string trackingId, string? squidId, Exception error);

    [LoggerMessage(204, LogLevel.Warning, "A watch of the upload {TrackingId} has failed {Failures} times in a row; another begins in {Delay}")]
    public static partial void WatchFailed(ILogger logger, string trackingId, int failures, TimeSpan delay, Exception error);

    [LoggerMessage(205, LogLevel.Warning, "The handler of the upload {TrackingId} has failed {Failures} times in a row; it is called again in {Delay}")]
    public static partial void HandlerFailed(ILogger logger, string trackingId, int failures, TimeSpan delay, Exception error);

    [LoggerMessage(206, LogLevel.Error, "The handler of the upload {TrackingId} has failed {Failures} times in a row; it is called again after the next start")]
    public static partial void HandlerGivenUp(ILogger logger, string trackingId, int failures, Exception error);

    [LoggerMessage(207, LogLevel.Error, "The store of tracked uploads has failed {Failures} times in a row; what changes is kept in memory and written later")]
    public static partial void StoreFailed(ILogger logger, int failures, Exception error);

    [LoggerMessage(208, LogLevel.Information, "The store of tracked uploads takes what it is given again")]
    public static partial void StoreRecovered(ILogger logger);

    [LoggerMessage(209, LogLevel.Error, "The stored upload {TrackingId} cannot be read; it is left as it is, and not watched")]
    public static partial void Unreadable(ILogger logger, string trackingId, Exception error);

    [LoggerMessage(210, LogLevel.Error, "An observer of the tracked uploads has thrown; it is not called again")]
    public static partial void ObserverFailed(ILogger logger, Exception error);

    [LoggerMessage(211, LogLevel.Warning, "The host does not wait any longer: {Calls} sendings or calls of handlers are cancelled")]
    public static partial void ShutdownCutShort(ILogger logger, int calls);
}
