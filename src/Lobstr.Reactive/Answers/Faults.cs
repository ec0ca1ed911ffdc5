using System.Globalization;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>What kinds of faults there are.</summary>
internal static class Faults
{
    /// <summary>What kind of answer a fault is. The one place that looks at status codes for that.</summary>
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

    /// <summary>How long the service asks to wait, where it says so with a fault.</summary>
    public static TimeSpan? RetryAfterOf(Exception fault) => fault switch
    {
        LobstrApiException api => api.RetryAfter,
        LobstrProtocolException protocol => protocol.RetryAfter,
        _ => null,
    };

    /// <summary>The error of a 429 that asks for too long a time.</summary>
    public static LobstrRateLimitException PauseTooLong(TimeSpan asked, TimeSpan longest, Exception fault)
    {
        var api = fault as LobstrApiException;
        return new($"{fault.Message} The service asks to wait {asked:c} before the next request, longer than {nameof(LobstrClientOptions.LongestPause)} ({longest:c}).", fault)
        {
            ErrorType = api?.ErrorType,
            Param = api?.Param,
            RetryAfter = asked,
            IsPauseTooLong = true,
        };
    }

    public static TimeoutException Timeout(string? id, TimeSpan after) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"There was no answer{(id is null ? "" : $" about '{id}'")} within {after.TotalSeconds:0.###} s."));

    /// <summary>What went wrong in an ended task that brought no result.</summary>
    public static Exception Of(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception fault)
        {
            return fault;
        }
        throw new ArgumentException("The task ran to its end.", nameof(task));
    }

    /// <summary>What an ended task of a request brought: its answer, or what kept it from one.</summary>
    public static Answer<T> AnswerOf<T>(Task task)
        where T : class =>
        task.IsCompletedSuccessfully ? ((Task<Answer<T>>)task).Result : Answer<T>.Failed(Of(task));

    public static OperationCanceledException Unwanted() => new("Nobody waits for the answer any more.");

    public static ObjectDisposedException Disposed() =>
        new(nameof(LobstrClient), "The client was disposed; nothing runs on it any more.");

    private static AnswerKind KindOf(int statusCode, AnswerKind otherwise) => statusCode switch
    {
        429 => AnswerKind.Throttled,
        404 => AnswerKind.NotFound,
        >= 400 and <= 499 => AnswerKind.Refused,
        >= 500 and <= 599 => AnswerKind.Unavailable,
        _ => otherwise,
    };
}
