using System.Net;
using System.Net.Sockets;
using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive;

/// <summary>When a request may be repeated, one that changes something above all, and what to say if it may not.</summary>
internal static class ResendPolicy
{
    /// <summary>
    /// Whether the service cannot have taken it: nobody listened, or it refused for the moment. A 503 is a refusal only if it says
    /// when to come back: without that it may be a proxy's, which has lost the service in the middle of it.
    /// </summary>
    public static bool IsSafeToResend(Exception fault) => fault switch
    {
        LobstrApiException { StatusCode: HttpStatusCode.ServiceUnavailable } api => api.RetryAfter is not null,
        HttpRequestException http when HttpFault.IsUnconnected(http)
            || http.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => true,
        _ => AnswerClassifier.KindOf(fault) is AnswerKind.Throttled or AnswerKind.PauseTooLong,
    };

    /// <summary>The same error; if what was sent may have been taken all the same, it says so.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="what">What was sent.</param>
    /// <param name="lookWith">What tells whether it was taken: a clause.</param>
    public static Exception WithResendWarning(Exception fault, string what, string lookWith)
    {
        if (IsSafeToResend(fault))
            return fault;
        string message = $"{fault.Message} {ApiErrors.Caveat(what, lookWith)}";
        return fault switch
        {
            LobstrProtocolException protocol => new LobstrProtocolException(message, fault) { RetryAfter = protocol.RetryAfter },
            LobstrApiException api when api.StatusCode is HttpStatusCode.RequestTimeout || (int)api.StatusCode >= 500 =>
                new LobstrApiException(message, fault)
                {
                    StatusCode = api.StatusCode,
                    ErrorType = api.ErrorType,
                    Param = api.Param,
                    RetryAfter = api.RetryAfter,
                },
            HttpRequestException http => HttpFault.WithMessage(http, message, http),
            TimeoutException => new TimeoutException(message, fault),
            IOException => new IOException(message, fault),
            TaskCanceledException => new TaskCanceledException(message, fault),
            OperationCanceledException => new OperationCanceledException(message, fault),
            _ => fault,
        };
    }

    /// <summary>Repeats a call after faults that are worth it. A 429 costs no retry: the budget waits before the next try.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isWorthIt">Which faults are.</param>
    /// <param name="policy">How often, and how long to wait.</param>
    /// <param name="id">The upload or run that it is about, for events; null if there is none yet.</param>
    /// <param name="family">Where it belongs, for events.</param>
    /// <param name="queue">Where retries are told.</param>
    /// <param name="lifetime">Waits between two tries.</param>
    public static IObservable<T> Retry<T>(
        this IObservable<T> call,
        Func<Exception, AnswerKind, bool> isWorthIt,
        RetryPolicy policy,
        string? id,
        RequestFamily family,
        RequestQueue queue,
        ClientLifetime lifetime) =>
        call.RetryWhen(faults =>
        {
            var retries = new Retries(policy, id, family, queue);
            return faults.SelectMany(fault =>
            {
                AnswerKind kind = AnswerClassifier.KindOf(fault);
                if (kind is AnswerKind.Throttled)
                    return Observable.Return(Unit.Default, ImmediateScheduler.Instance);
                if (kind is AnswerKind.PauseTooLong || !isWorthIt(fault, kind) || retries.Next(fault, AnswerClassifier.RetryAfterOf(fault)) is not { } delay)
                    return Observable.Throw<Unit>(fault, ImmediateScheduler.Instance);
                return lifetime.Wait(delay);
            });
        });
}
