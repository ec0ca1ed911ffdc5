using System.Net;

namespace Lobstr.Reactive;

/// <summary>Says what kind of answer has come, and what the service asks for with it. The one place that looks at status codes for that.</summary>
internal static class AnswerClassifier
{
    /// <summary>What kind of answer a fault is.</summary>
    public static AnswerKind KindOf(Exception fault) => fault switch
    {
        LobstrRateLimitException { IsPauseTooLong: true } => AnswerKind.PauseTooLong,
        LobstrApiException api when api.StatusCode is HttpStatusCode.RequestTimeout => AnswerKind.Unavailable,
        LobstrApiException api => KindOf((int)api.StatusCode, otherwise: AnswerKind.Refused),
        HttpRequestException { StatusCode: { } code } => KindOf((int)code, otherwise: AnswerKind.Unavailable),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => AnswerKind.NoAnswer,
        LobstrProtocolException => AnswerKind.Protocol,
        _ => AnswerKind.Unexpected,
    };

    /// <summary>Whether a fault of a kind is worth a retry, if the user has no opinion. The list is in <see cref="RetryPolicy.ShouldRetry"/>.</summary>
    public static bool IsTransient(AnswerKind kind) => kind is AnswerKind.Unavailable or AnswerKind.NoAnswer or AnswerKind.Protocol;

    /// <summary>How long the service asks to wait, if it says so with a fault.</summary>
    public static TimeSpan? RetryAfterOf(Exception fault) => fault switch
    {
        LobstrApiException api => api.RetryAfter,
        LobstrProtocolException protocol => protocol.RetryAfter,
        _ => null,
    };

    private static AnswerKind KindOf(int statusCode, AnswerKind otherwise) => statusCode switch
    {
        429 => AnswerKind.Throttled,
        404 => AnswerKind.NotFound,
        >= 400 and <= 499 => AnswerKind.Refused,
        >= 500 and <= 599 => AnswerKind.Unavailable,
        _ => otherwise,
    };
}
