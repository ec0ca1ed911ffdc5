using System.Net;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>Writes the events of one client to the program's log. Levels and ids are in <see cref="LogMessages"/>.</summary>
/// <param name="logger">The log.</param>
/// <param name="account">What the client is called; null if it has no name.</param>
internal sealed class EventLog(ILogger logger, string? account) : IObserver<LobstrEvent>
{
    /// <summary>What the log is filtered by.</summary>
    public const string Category = "Lobstr.Reactive";

    private bool _isKeyRefused;

    public void OnNext(LobstrEvent value)
    {
        try
        {
            using IDisposable? scope = logger.BeginScope(new LogScope(account, value));
            Write(value);
        }
        catch (Exception)
        {
            // A provider that fails must not end the log of whatever comes.
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    private void Write(LobstrEvent value)
    {
        switch (value)
        {
            case ResponseReceived response:
                logger.RequestAnswered(response.Method, response.Path, (int)response.StatusCode, response.Latency.TotalMilliseconds, response.RequestId);
                WriteRefusal(response);
                break;
            case RequestFailed failed:
                logger.RequestFailed(failed.Method, failed.Path, failed.RequestId, failed.Error);
                break;
            case RetryScheduled retry:
                logger.RetryScheduled(retry.Id ?? "a call", retry.Attempt, retry.Delay, retry.Error.Message);
                break;
            case BudgetPaused pause:
                logger.Paused(pause.Family, pause.Until, pause.Reason);
                break;
            case WatchStarted:
                logger.WatchStarted(value.Id);
                break;
            case StatusChanged changed:
                logger.StatusChanged(value.Id, changed.RawState);
                break;
            case WatchEnded { Outcome: WatchOutcome.Success or WatchOutcome.Cancelled } ended:
                logger.WatchEnded(value.Id, ended.Outcome);
                break;
            case WatchEnded { Error: ObjectDisposedException }:
                // The program ends: that is no failure of what it watches.
                logger.WatchEnded(value.Id, WatchOutcome.Cancelled);
                break;
            case WatchEnded ended:
                logger.WatchFailed(value.Id, ended.Outcome, ended.Error);
                break;
            case SharedBudgetLost lost:
                logger.SharedBudgetLost(lost.Error);
                break;
            case SharedBudgetRegained:
                logger.SharedBudgetRegained();
                break;
            case EventsDropped dropped:
                logger.EventsDropped(dropped.Count);
                break;
        }
    }

    // A key that is refused is refused for all watches: one line says so until it is accepted again. A 404 may be waited out, and what
    // follows a 429 is a pause: both are told by what comes of them.
    private void WriteRefusal(ResponseReceived response)
    {
        int code = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.Unauthorized)
        {
            if (!_isKeyRefused)
                logger.KeyRefused(response.Method, response.Path, response.RequestId);
            _isKeyRefused = true;
        }
        else if (code < 300)
        {
            _isKeyRefused = false;
        }
        else if (code < 500 && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests))
        {
            logger.RequestRefused(response.Method, response.Path, code, response.RequestId);
        }
    }
}
