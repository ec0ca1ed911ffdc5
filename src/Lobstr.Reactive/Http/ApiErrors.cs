using System.Globalization;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>Makes an error worth reading of an answer that is no success.</summary>
internal static class ApiErrors
{
    /// <param name="statusCode">The status code of the answer.</param>
    /// <param name="body">What the body said.</param>
    /// <param name="subject">What was asked about, such as "upload '427a'".</param>
    public static string Describe(HttpStatusCode statusCode, in ErrorBody body, string subject)
    {
        string said = body.Message ?? "it gave no reason that can be read.";
        string param = body.Param is null ? "" : $" (parameter '{body.Param}')";
        return string.Create(CultureInfo.InvariantCulture, $"lobstr.io answered {(int)statusCode} about {subject}: {said}{param}");
    }

    /// <summary>What to say of something that was sent, if nobody knows whether it arrived.</summary>
    /// <param name="what">What was sent, such as "the upload to squid 'a1b2'".</param>
    /// <param name="lookWith">What tells whether it did: a clause.</param>
    public static string Caveat(string what, string lookWith) =>
        $"{char.ToUpperInvariant(what[0])}{what[1..]} may or may not have been taken: look before you repeat it ({lookWith}).";

    public static LobstrApiException Create(
        HttpStatusCode statusCode, string message, in ErrorBody body, TimeSpan? retryAfter) => statusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new LobstrAuthenticationException(statusCode, message) { ErrorType = body.Type, Param = body.Param, RetryAfter = retryAfter },
            StatusCodes.TooManyRequests =>
                new LobstrRateLimitException(message) { ErrorType = body.Type, Param = body.Param, RetryAfter = retryAfter },
            _ => new LobstrApiException(statusCode, message) { ErrorType = body.Type, Param = body.Param, RetryAfter = retryAfter },
        };
}
