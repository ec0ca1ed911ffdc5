using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A log that is full.</summary>
internal sealed class ThrowingProvider(Action onLine) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        onLine();
        throw new InvalidOperationException("The disk is full.");
    }

    public void Dispose()
    {
    }
}
