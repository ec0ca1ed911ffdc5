using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Keeps what is logged, with its scopes.</summary>
internal sealed class LogRecord : ILoggerProvider, ISupportExternalScope
{
    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogLine line)
    {
        lock (_lock)
            _lines.Add(line);
    }

    private sealed class Logger(LogRecord record, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => record._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            record._scopes.ForEachScope((scope, all) => all.Add(Convert.ToString(scope, CultureInfo.InvariantCulture) ?? ""), scopes);
            record.Add(new LogLine(category, logLevel, eventId, formatter(state, exception), string.Join(" / ", scopes), exception));
        }
    }
}
