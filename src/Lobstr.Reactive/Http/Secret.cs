namespace Lobstr.Reactive;

/// <summary>The API key, taken out of whatever may repeat it before anybody sees that.</summary>
internal sealed class Secret
{
    private const string Instead = "(hidden)";

    // A real key is longer; to hide shorter ones would hide half of every sentence.
    private const int Shortest = 8;

    private readonly string[] _spellings;

    public Secret(string key) =>
        _spellings = key.Length < Shortest ? [] : [.. new[] { key, Uri.EscapeDataString(key) }.Distinct(StringComparer.Ordinal)];

    /// <summary>The text without the key, as it is or as it stands in an address; the same text if it has none.</summary>
    public string Redact(string text)
    {
        foreach (string spelling in _spellings)
            text = text.Replace(spelling, Instead, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    /// <inheritdoc cref="Redact"/>
    public string? RedactAny(string? text) => text is null ? null : Redact(text);

    /// <summary>Whether an exception says the key, or one that caused it does.</summary>
    public bool IsIn(Exception error)
    {
        for (Exception? each = error; each is not null; each = each.InnerException)
        {
            // Asked for once: some exceptions put theirs together anew each time.
            string message = each.Message;
            if (!ReferenceEquals(Redact(message), message))
                return true;
        }
        return false;
    }

    /// <summary>An exception that is retried or not as this one is, without the key and so without its cause.</summary>
    public Exception Redacted(Exception error)
    {
        string message = Redact(error.Message);
        return error switch
        {
            HttpRequestException http => HttpFault.WithMessage(http, message, inner: null),
            IOException => new IOException(message),
            TimeoutException => new TimeoutException(message),
            OperationCanceledException cancelled => new OperationCanceledException(message, cancelled.CancellationToken),
            _ => new InvalidOperationException($"{error.GetType().Name}: {message}"),
        };
    }
}
