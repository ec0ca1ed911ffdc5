using System.Globalization;

namespace Lobstr.Reactive;

/// <summary>The faults that are made here, and what an ended task brought.</summary>
internal static class Faults
{
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
}
