namespace Lobstr.Reactive.Tests.Model;

/// <summary>When a service lets itself be asked again, by what its answers say.</summary>
/// <param name="isService">Whether others may use it, too: then a 429 without a word of what is left halves the pace.</param>
public sealed class ExpectedPauses(bool isService)
{
    // What the service grants: 90 requests a minute. Whoever had to wait does not come back in a burst, for a minute.
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = Minute / 90;
    private const double Most = 1.5;
    private const double Raise = 0.007;

    private readonly List<(TimeSpan From, TimeSpan Until)> _throttled = [];
    private int _throttles;
    private double _pace;
    private TimeSpan _pausedUntil;
    private TimeSpan _resetAt;
    private TimeSpan _pacedUntil;
    private TimeSpan _lastSent = -Minute;

    /// <summary>When a poll that is due may be sent.</summary>
    public TimeSpan MayBeSent(TimeSpan due)
    {
        TimeSpan next = Later(Later(due, _pausedUntil), _resetAt);
        if (_pace > 0 && _throttles == 0)
            next = Later(next, _lastSent + TimeSpan.FromSeconds(1 / _pace));
        // The pace ends a minute after the pause, also for what it holds back just then.
        TimeSpan paced = _lastSent + Pace;
        return Later(next, paced < _pacedUntil ? paced : _pacedUntil);
    }

    /// <summary>A poll is sent; if it was due before the reset, it has waited for that.</summary>
    public void Send(TimeSpan now, TimeSpan due)
    {
        if (due < _resetAt)
            _pacedUntil = Later(_pacedUntil, _resetAt + Minute);
        _lastSent = now;
    }

    /// <summary>Reads an answer; returns the floor that its Retry-After puts under the next delay.</summary>
    public TimeSpan Read(Reply reply, Outcome outcome, TimeSpan now)
    {
        TimeSpan? after = reply.After switch
        {
            AfterKind.Seconds or AfterKind.DateOnServersClock => TimeSpan.FromSeconds(reply.Seconds),
            AfterKind.DateOnOurClock when TimeSpan.FromSeconds(reply.Seconds) > now => TimeSpan.FromSeconds(reply.Seconds) - now,
            _ => null,
        };
        TimeSpan? reset = reply.After is AfterKind.UsedUpUntilReset ? TimeSpan.FromSeconds(reply.Seconds) : null;
        if (reset is not null)
            _resetAt = now + reset.Value;
        if (outcome is Outcome.RateLimited)
        {
            if (isService && _throttles == 0 && reset is null && now >= _resetAt)
                _pace = (_pace > 0 ? Math.Min(_pace, Most) : Most) / 2;
            _throttles++;
            _throttled.Add((now, now + (after ?? reset ?? GrowingPause())));
            _pausedUntil = now + (after ?? reset ?? GrowingPause());
            _pacedUntil = _pausedUntil + Minute;
        }
        else if (reply.IsWordOfTheService)
        {
            _throttles = 0;
            _pace += _pace > 0 ? Raise : 0;
        }

        return after ?? TimeSpan.Zero;
    }

    /// <summary>How long it was between two instants, without the time that a 429 made everybody wait.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan until)
    {
        TimeSpan open = until - from;
        TimeSpan counted = from;
        foreach ((TimeSpan begin, TimeSpan end) in _throttled)
        {
            TimeSpan first = Later(begin, counted);
            TimeSpan last = end < until ? end : until;
            if (last > first)
                (open, counted) = (open - (last - first), last);
        }

        return open;
    }

    // The promise is that it grows; so it does.
    private TimeSpan GrowingPause() => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, _throttles - 1)));

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
