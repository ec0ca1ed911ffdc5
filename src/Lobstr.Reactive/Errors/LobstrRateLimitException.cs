namespace Lobstr.Reactive;

/// <summary>The service has had too many requests with this API key (429).</summary>
/// <remarks>The Task methods throw it. A watch never sees it as an error of its own: it waits, at no cost in retries.</remarks>
public sealed class LobstrRateLimitException : LobstrApiException
{
    /// <summary>Makes an error with the status code 429.</summary>
    public LobstrRateLimitException()
        : this("lobstr.io has had too many requests with this API key.")
    {
    }

    /// <summary>Makes an error with the status code 429.</summary>
    /// <param name="message">What the service said.</param>
    public LobstrRateLimitException(string message)
        : base(StatusCodes.TooManyRequests, message)
    {
    }

    /// <summary>Makes an error with the status code 429 that another one caused.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    public LobstrRateLimitException(string message, Exception? innerException)
        : base(message, innerException)
    {
        StatusCode = StatusCodes.TooManyRequests;
    }
}
