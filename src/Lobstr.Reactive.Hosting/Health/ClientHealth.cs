using System.Net;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Hosting;

/// <summary>How one client fares, from its events and its usage alone: it asks nothing of the service.</summary>
internal sealed class ClientHealth(ILobstrClient client, LobstrHostingOptions options) : IObserver<LobstrEvent>
{
    private readonly Lock _lock = new();
    private readonly IScheduler _scheduler = options.Scheduler;
    private readonly IStopwatch _clock = options.Scheduler.StartStopwatch();
    private readonly RetriesUnderWay _retries = new(options.RequestTimeout);
    private readonly HashSet<long> _inFlight = [];
    private TimeSpan? _dueSince;

    // Since when there have been faults, and no good answer.
    private TimeSpan? _failingSince;
    private TimeSpan _pausedUntil;
    private bool _isKeyRefused;
    private string? _sharedBudgetError;

    /// <summary>What is wrong now.</summary>
    /// <param name="maxSilence">How long something may be due without a good answer.</param>
    /// <param name="isRetrying">Whether somebody beside the client waits until it asks again what has failed.</param>
    public IEnumerable<HealthProblem> FindProblems(TimeSpan maxSilence, bool isRetrying = false)
    {
        // Asked for without the lock: it is the client's code.
        IReadOnlyList<BudgetUsage> usage = client.GetUsage();
        DateTimeOffset date = _scheduler.Now;
        var problems = new List<HealthProblem>();
        lock (_lock)
        {
            TimeSpan now = _clock.Elapsed;
            int retries = _retries.CountAt(now);
            bool isDue = retries > 0 || _inFlight.Count > 0 || usage.Any(family => family.InFlight + family.Waiting > 0);
            _dueSince = isDue ? _dueSince ?? now : null;
            if (_isKeyRefused)
                problems.Add(new(IsFailure: true, "The service refuses the API key (401)."));
            TimeSpan silence = now - Clock.Min(_dueSince ?? now, (isRetrying ? _failingSince : null) ?? now);
            if (silence >= maxSilence)
                problems.Add(new(IsFailure: true, $"There has been no good answer for {silence:c}, though something was due."));
            if (retries > 0)
                problems.Add(new(IsFailure: false, $"Retrying {retries} after faults."));
            if (_sharedBudgetError is { } error)
                problems.Add(new(IsFailure: false, $"The shared budget is out of reach: {error}"));
        }
        problems.AddRange(usage
            .Where(family => family.PausedUntil > date)
            .Select(family => new HealthProblem(IsFailure: false, $"No requests of {family.Family} until {family.PausedUntil:O}: {family.PauseReason}")));
        return problems;
    }

    public void OnNext(LobstrEvent value)
    {
        lock (_lock)
        {
            TimeSpan now = _clock.Elapsed;
            switch (value)
            {
                case RequestSent sent:
                    // What comes after an idle time has been due since now, whatever failed before.
                    _dueSince = IsBusy(now) ? _dueSince ?? now : now;
                    _inFlight.Add(sent.RequestId);
                    break;
                case ResponseReceived response:
                    _inFlight.Remove(response.RequestId);
                    OnAnswered(response, now);
                    break;
                case RequestFailed failed:
                    _inFlight.Remove(failed.RequestId);
                    _failingSince ??= now;
                    break;
                case RetryScheduled retry:
                    _retries.Add(retry.Id, retry.Delay, now);
                    break;
                case BudgetPaused pause:
                    TimeSpan until = now + (pause.Until - pause.At);
                    _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
                    break;
                case WatchEnded:
                    _retries.Remove(value.Id);
                    break;
                case SharedBudgetLost lost:
                    _sharedBudgetError = lost.Error.Message;
                    break;
                case SharedBudgetRegained:
                    _sharedBudgetError = null;
                    break;
                case EventsDropped:
                    // Which requests have ended meanwhile is not known.
                    _inFlight.Clear();
                    break;
            }
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    private bool IsBusy(TimeSpan now) => _inFlight.Count > 0 || now <= _pausedUntil || _retries.CountAt(now) > 0;

    private void OnAnswered(ResponseReceived response, TimeSpan now)
    {
        if (response.StatusCode is HttpStatusCode.Unauthorized)
            _isKeyRefused = true;
        if ((int)response.StatusCode >= 300)
        {
            _failingSince ??= now;
            return;
        }
        _isKeyRefused = false;
        _failingSince = null;
        _retries.Remove(response.Id);
        _dueSince = _inFlight.Count > 0 ? now : null;
    }
}
