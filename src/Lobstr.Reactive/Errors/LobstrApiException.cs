using System.Net;

namespace Lobstr.Reactive;

/// <summary>The service answered a request with a status code that is not a success.</summary>
/// <remarks>
/// A watch retries 408 and 5xx, waits out 429, and ends with any other code. The message holds the status code, what the
/// service said in the body (in whichever of its four shapes), and which upload or run the request was about.
/// </remarks>
public class LobstrApiException : LobstrException
{
    /// <summary>Makes an error with no known status code.</summary>
    public LobstrApiException()
    {
    }

    /// <summary>Makes an error with no known status code.</summary>
    /// <param name="message">What the service said.</param>
    public LobstrApiException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with no known status code that another one caused.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    public LobstrApiException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error of an answer.</summary>
    /// <param name="statusCode">The status code of the answer.</param>
    /// <param name="message">What the service said.</param>
    public LobstrApiException(HttpStatusCode statusCode, string message)
        : base(message)
    {
        StatusCode = statusCode;
    }

    /// <summary>The status code of the answer; 0 if there was none to speak of.</summary>
    public HttpStatusCode StatusCode { get; init; }

    /// <summary>
    /// The kind of error in the service's own words, kept as it came; null if it named none. Show it to people, and decide by
    /// <see cref="StatusCode"/>: which kinds there are, and whether the reason stands here or in the message alone, the service does not
    /// promise.
    /// </summary>
    public string? ErrorType { get; init; }

    /// <summary>The request parameter that the service objects to; null if it named none.</summary>
    public string? Param { get; init; }

    /// <summary>
    /// How long the service asks to wait before the next request (<c>Retry-After</c>, RFC 9110 section 10.2.3; a date
    /// counts from the answer's own <c>Date</c>), zero or more; null if it did not say.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }
}
