using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>Writes each line within a scope. A provider that fails must not end what is logged about.</summary>
internal sealed class ScopedLogger(ILogger logger, LogScope scope) : ILogger
{
    /// <summary>The same log, of lines about an upload.</summary>
    public ScopedLogger About(TrackedUpload upload) => About(upload.TrackingId, upload.UploadTaskId);

    /// <inheritdoc cref="About(TrackedUpload)"/>
    public ScopedLogger About(string trackingId, string? uploadTaskId = null) => new(logger, scope with { Id = uploadTaskId, TrackingId = trackingId });

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            using IDisposable? entered = logger.BeginScope(scope);
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nobody to tell.
        }
    }
}
