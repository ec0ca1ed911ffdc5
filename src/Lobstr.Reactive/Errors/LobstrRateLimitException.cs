namespace Lobstr.Reactive;

/// <summary>The service has had too many requests with this API key (429).</summary>
/// <remarks>
/// The Task methods throw it. A watch waits instead, at no cost in retries, unless the service asks to wait for longer than
/// <see cref="LobstrClientOptions.LongestPause"/>: then every watch of the same family of endpoints ends with it.
/// </remarks>
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

    /// <summary>Whether it is an end, for the service asks to wait for longer than <see cref="LobstrClientOptions.LongestPause"/>.</summary>
    internal bool IsPauseTooLong { get; init; }
}
