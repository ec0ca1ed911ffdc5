namespace Lobstr.Reactive.Tests.Model;

/// <summary>
/// The table of promises, as far as one watch goes: what it says about an answer, and when it would like to ask again. Written
/// from the table alone; where the two differ, one of them is wrong.
/// </summary>
/// <param name="spec">How it watches.</param>
/// <param name="pauses">What the service has made everybody wait.</param>
public sealed class ExpectedWatch(WatchSpec spec, ExpectedPauses pauses)
{
    private readonly TimeSpan _start = WatchSpec.Ms(spec.SubscribeAt);
    private TimeSpan _graceFrom = WatchSpec.Ms(spec.SubscribeAt);
    private string? _last;
    private string? _fault;
    private int _polls;
    private int _retries;
    private int _scheduled;
    private int _drawn;
    private int _notified;
    private TimeSpan _previous;

    public Expected Seen { get; } = new();

    public bool HasEnded { get; private set; }

    public TimeSpan Start => _start;

    /// <summary>When somebody disposes it from outside; never: the end of time.</summary>
    public TimeSpan DisposedAt => spec.DisposeAt is { } at ? WatchSpec.Ms(at) : TimeSpan.MaxValue;

    /// <summary>When it would ask again: as the schedule or the retry says, but on the deadline at the latest.</summary>
    public TimeSpan Due { get; private set; } = WatchSpec.Ms(spec.SubscribeAt);

    public TimeSpan? Deadline => spec.Timeout is { } timeout ? _start + WatchSpec.Ms(timeout) : null;

    /// <summary>When it gives up waiting for a poll to be sent: at the deadline, or at once if it has made the last one wait for another's.</summary>
    public TimeSpan? GivesUpUnsentAt => Deadline is { } deadline && deadline < Due ? Due : Deadline;

    /// <summary>
    /// When it gives up waiting for the answer to a poll: at the deadline, unless that poll is its last, or was under way for others when it would
    /// have made its last; then never.
    /// </summary>
    public TimeSpan GivesUpAt(TimeSpan sent) => Deadline is { } deadline && AskedAt(sent) < deadline ? deadline : TimeSpan.MaxValue;

    /// <summary>Whether the answer to a poll is the last it hears: it was made at the deadline, and not before for others.</summary>
    public bool IsLast(TimeSpan sent) => sent >= Deadline;

    /// <summary>An answer, and what follows from it.</summary>
    public void Hear(Meaning meaning, TimeSpan now, TimeSpan floor, bool isLast)
    {
        if (meaning.Outcome is Outcome.RateLimited)
        {
            HearThrottled(meaning, now);
            return;
        }

        try
        {
            TimeSpan delay = meaning.Outcome is Outcome.Good ? HearStatus(meaning, now, isLast) : HearFault(meaning, now, isLast);
            Due = Later(now, delay > floor ? delay : floor);
            if (Due > Deadline)
                Due = Deadline > now ? Deadline.Value : now;
        }
        catch (ScriptedException error)
        {
            End(now, $"error ScriptedException {error.Message}");
        }
    }

    /// <summary>The deadline has come and there is no answer, and may be none.</summary>
    public void TimeOut(TimeSpan now) => End(now, string.Join(' ',
    [
        "error UploadTimeoutException",
        Expected.Line(now - _start, "elapsed"),
        $"last {_last ?? "none"}",
        $"inner {_fault ?? "none"}",
    ]));

    // Whoever waits for the answer goes on waiting, at no cost: but during a pause no last poll can be sent.
    private void HearThrottled(Meaning fault, TimeSpan now)
    {
        _fault = fault.Text;
        if (now >= Deadline)
            TimeOut(now);
    }

    private TimeSpan HearStatus(Meaning status, TimeSpan now, bool isLast)
    {
        bool changed = status.Text != _last;
        _polls++;
        _graceFrom = now;
        _retries = 0;
        _fault = null;
        _last = status.Text;
        if (changed)
            Notify(now, $"next {status.Text}");
        if (HasEnded)
            return default;
        if (status.IsTerminal)
            End(now, status.Text == "SUCCESS" ? "completed" : "error UploadFailedException FAILURE");
        else if (isLast)
            TimeOut(now);
        return HasEnded ? default : Scheduled(now, changed);
    }

    private TimeSpan HearFault(Meaning fault, TimeSpan now, bool isLast)
    {
        bool comesAgain = fault.Outcome is Outcome.NotFound && pauses.Between(_graceFrom, now) < WatchSpec.Ms(spec.NotFoundGrace);
        bool isTransient = !comesAgain && (spec.Retry is RetryWish.AsListed ? fault.Outcome is Outcome.Transient : spec.Wants(fault.IsBrokenStream));
        _fault = fault.Text;
        if (isTransient)
            _retries++;

        if (!comesAgain && !isTransient)
            End(now, $"error {fault.Text}");
        else if (isLast)
            TimeOut(now);
        else if (isTransient && _retries > spec.MaxRetries)
            End(now, $"error {fault.Text}");
        return HasEnded ? default
            : comesAgain ? Scheduled(now, changed: false)
            : Retried(now);
    }

    private TimeSpan Scheduled(TimeSpan now, bool changed)
    {
        _scheduled++;
        _previous = spec.Schedule switch
        {
            ScheduleKind.Every => WatchSpec.Ms(spec.First),
            ScheduleKind.Backoff when changed || _previous == default => WatchSpec.Ms(spec.First),
            ScheduleKind.Backoff => Earlier(_previous * spec.Factor, WatchSpec.Ms(spec.Longest)),
            ScheduleKind.Never => TimeSpan.MaxValue,
            _ => spec.Custom(_scheduled, _polls, now - _start, _previous, changed),
        };
        if (_previous < default(TimeSpan))
            End(now, "error InvalidOperationException");
        return _previous;
    }

    private TimeSpan Retried(TimeSpan now)
    {
        double draw = spec.Draw(++_drawn);
        if (draw is not (>= 0 and < 1))
            End(now, "error InvalidOperationException");
        return HasEnded ? default : Earlier(WatchSpec.Ms(spec.BaseDelay) * (1 << (_retries - 1)), WatchSpec.Ms(spec.MaxDelay)) * draw;
    }

    /// <summary>It is disposed.</summary>
    public void Leave() => HasEnded = true;

    // It may hear the answer to somebody else's request before it would have asked itself.
    private TimeSpan AskedAt(TimeSpan sent) => Due > sent ? Due : sent;

    private void End(TimeSpan now, string what)
    {
        Notify(now, what);
        HasEnded = true;
    }

    // An observer that throws, or disposes, ends the watch there and then.
    private void Notify(TimeSpan now, string what)
    {
        Seen.Add(now, what);
        _notified++;
        if (_notified == spec.DisposesInside)
            Seen.Add(now, "dispose");
        if (_notified == spec.ThrowsAt)
            Seen.Add(now, "surfaces");
        HasEnded = _notified == spec.DisposesInside || _notified == spec.ThrowsAt;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan now, TimeSpan delay) => delay > TimeSpan.MaxValue - now ? TimeSpan.MaxValue : now + delay;
}
