using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A line of a log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, EventId EventId, string Text, string Scope, Exception? Error)
{
    /// <summary>Level, id and name, text, scope and error, as a transcript has them.</summary>
    public override string ToString() =>
        $"{Level} {EventId.Id} {EventId.Name}: {Text} [{Scope}]{(Error is null ? "" : $" {Error.GetType().Name}")}";
}
