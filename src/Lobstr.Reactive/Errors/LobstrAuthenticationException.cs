using System.Net;

namespace Lobstr.Reactive;

/// <summary>The service refuses the API key: it is missing, expired or wrong (401), or may not do this (403).</summary>
/// <remarks>Never retried: the same key would be refused again.</remarks>
public sealed class LobstrAuthenticationException : LobstrApiException
{
    /// <summary>Makes an error with the status code 401.</summary>
    public LobstrAuthenticationException()
        : this("lobstr.io refuses the API key.")
    {
    }

    /// <summary>Makes an error with the status code 401.</summary>
    /// <param name="message">What the service said.</param>
    public LobstrAuthenticationException(string message)
        : base(HttpStatusCode.Unauthorized, message)
    {
    }

    /// <summary>Makes an error with the status code 401 that another one caused.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    public LobstrAuthenticationException(string message, Exception? innerException)
        : base(message, innerException)
    {
        StatusCode = HttpStatusCode.Unauthorized;
    }

    /// <summary>Makes the error of an answer.</summary>
    /// <param name="statusCode">401 or 403.</param>
    /// <param name="message">What the service said.</param>
    public LobstrAuthenticationException(HttpStatusCode statusCode, string message)
        : base(statusCode, message)
    {
    }
}
