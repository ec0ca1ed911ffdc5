using System.Globalization;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>What kinds of faults there are.</summary>
internal static class Faults
{
    /// <summary>The status code that a fault is about, where it is about one.</summary>
    public static HttpStatusCode? StatusOf(Exception fault) => fault switch
    {
        LobstrApiException api => api.StatusCode,
        HttpRequestException http => http.StatusCode,
        _ => null,
    };

    /// <summary>How long the service asks to wait, where it says so with a fault.</summary>
    public static TimeSpan? RetryAfterOf(Exception fault) => fault switch
    {
        LobstrApiException api => api.RetryAfter,
        LobstrProtocolException protocol => protocol.RetryAfter,
        _ => null,
    };

    /// <summary>Whether a 429 is not waited out, for it asks for too long a time.</summary>
    public static bool IsPauseTooLong(Exception fault) => fault is LobstrRateLimitException { IsPauseTooLong: true };

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

    /// <summary>Whether a fault is worth a retry, where the user has no opinion. The list is in <see cref="RetryPolicy.ShouldRetry"/>.</summary>
    public static bool IsTransient(Exception fault) => fault switch
    {
        HttpRequestException http => http.StatusCode is not { } code || (int)code is < 400 or > 499,
        LobstrApiException api => api.StatusCode is HttpStatusCode.RequestTimeout || (int)api.StatusCode is >= 500 and <= 599,
        IOException or TimeoutException or OperationCanceledException or LobstrProtocolException => true,
        _ => false,
    };

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
}
