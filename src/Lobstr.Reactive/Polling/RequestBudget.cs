namespace Lobstr.Reactive;

/// <summary>
/// Decides when the next request of a family may be sent, so that the server never sees more than the cap in any window,
/// nor more than its own headers say are left. Pure arithmetic on instants: no clock, no lock.
/// </summary>
/// <param name="cap">The most requests in a window; null: only what the server says.</param>
/// <param name="defaultLimit">What the service is known to grant: the pace after a pause, if there is no cap.</param>
/// <param name="window">The length of a window.</param>
internal sealed class RequestBudget(int? cap, int defaultLimit, TimeSpan window)
{
    // So few polls need no turns.
    private const int SmallGroupSize = 4;

    // The server's window is known to a second or two, and the last of what is left is never sent too early anyway: only a real
    // shortage is a reason to slow down.
    private const double ShortageFactor = 1.125;
    private const double ShortageSlack = 1.9;

    // When recent requests ended, oldest first. Each gives its permit back a window later: the server has seen it by then.
    private readonly Queue<TimeSpan> _ended = new();
    private int _inFlight;
    private TimeSpan? _lastSent;

    // The server's own window: what is left of it by the lowest number heard, and how many requests that number may not include.
    private RateLimit _limit;
    private TimeSpan _limitEnds;
    private int _uncounted;

    // Nothing is sent before the first instant, nothing in a burst before the second.
    private TimeSpan _pausedUntil;
    private TimeSpan _pacedUntil;
    private TimeSpan _pauses;
    private bool _isProbing;
    private int _throttles;

    public TimeSpan Window => window;

    /// <summary>Until when nothing is sent, for the service has had too many requests.</summary>
    public TimeSpan PausedUntil => _pausedUntil;

    /// <summary>How much of the time until now requests might have been sent, for no 429 made everybody wait.</summary>
    public TimeSpan OpenTime(TimeSpan now) => now - (_pauses - Clock.Max(TimeSpan.Zero, _pausedUntil - now));

    private long Left => _limit.Remaining - _uncounted;

    /// <summary>When the next request may be sent: now, later, or not before another one has ended.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="wanted">How many requests the family would send in a window if it might.</param>
    /// <param name="members">How many polls and calls that is the sum of.</param>
    public TimeSpan NextSend(TimeSpan now, double wanted, int members)
    {
        // After a 429 one request at a time finds out whether the service has had enough of a rest.
        if (_isProbing && _inFlight > 0)
            return Clock.Never;
        int taken = Taken(now, out TimeSpan firstReturn);
        TimeSpan next = Clock.Max(now, Clock.Max(_pausedUntil, NextPermit(now, taken, firstReturn)));
        if (IsUsedUp(next))
            next = _limitEnds;
        if (_lastSent is not { } last)
            return next;
        TimeSpan spacing = Clock.Max(OwnSpacing(last, taken, firstReturn, wanted, members), ServerSpacing(next, last, wanted, members));
        return Clock.Max(next, Clock.AddSaturating(last, spacing));
    }

    /// <summary>A request is sent.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="due">Since when it has been due.</param>
    public void OnSent(TimeSpan now, TimeSpan due)
    {
        // It has waited for the reset, and so have others: they do not come back in one burst.
        if (due < _limitEnds && now >= _limitEnds && _limit.IsKnown && Left <= 0)
            _pacedUntil = Clock.Max(_pacedUntil, Clock.AddSaturating(_limitEnds, window));
        while (_ended.TryPeek(out TimeSpan end) && end + window < now)
            _ended.Dequeue();
        _inFlight++;
        _lastSent = now;
        _uncounted++;
    }

    /// <summary>A request has ended, with an answer or without one.</summary>
    public void OnEnded(TimeSpan now)
    {
        _inFlight--;
        if (cap is not null)
            _ended.Enqueue(now);
    }

    /// <summary>A request has ended with an answer that was no 429.</summary>
    public void OnAccepted(TimeSpan sentAt)
    {
        // An answer to what was sent before the last refusal does not take it back.
        if (_isProbing && sentAt < _pausedUntil)
            return;
        _isProbing = false;
        _throttles = 0;
    }

    /// <summary>Learns what an answer said about the server's window.</summary>
    /// <returns>Until when nothing may be sent, if that is news.</returns>
    public TimeSpan? Update(RateLimit limit, TimeSpan now)
    {
        // A window before the one that lasts is old news. After its end anything goes, for a server's clock may be set back.
        bool isOld = _limit.IsKnown && now < _limitEnds && limit.Window < _limit.Window;
        if (!limit.IsKnown || limit.ResetIn > window * 2 || isOld)
            return null;
        TimeSpan ends = Clock.AddSaturating(now, limit.ResetIn);
        bool isSameWindow = _limit.IsKnown && limit.Window == _limit.Window;
        bool isNews = limit.Remaining == 0 && !(isSameWindow && _limit.Remaining == 0);
        // Dates are whole seconds, so that each answer bounds the window's end from above: the lowest bound is nearest.
        _limitEnds = isSameWindow ? Clock.Min(ends, _limitEnds) : ends;
        if (isSameWindow && limit.Remaining >= _limit.Remaining)
        {
            // Within a window what is left only shrinks: this answer was made before the lowest one, which so includes its request.
            _uncounted = Math.Max(0, _uncounted - 1);
        }
        else
        {
            _limit = limit;
            _uncounted = _inFlight;
        }
        return isNews && now < _limitEnds ? _limitEnds : null;
    }

    /// <summary>How long the service asks to wait after a 429; null if it does not say.</summary>
    public TimeSpan? AskedPause(TimeSpan? retryAfter, RateLimit limit) =>
        retryAfter > TimeSpan.Zero ? retryAfter
        : limit.IsKnown && limit.ResetIn > TimeSpan.Zero && limit.ResetIn <= window * 2 ? limit.ResetIn
        : null;

    /// <summary>The server has had too many requests: everything waits, as long as it asks or a growing time.</summary>
    /// <returns>Until when nothing may be sent, if that is news.</returns>
    public TimeSpan? OnThrottled(TimeSpan? retryAfter, RateLimit limit, TimeSpan sentAt, TimeSpan now)
    {
        // Answers to requests that were under way together tell one story.
        if (!_isProbing || sentAt >= _pausedUntil)
            _throttles++;
        _isProbing = true;
        TimeSpan until = Clock.AddSaturating(now, AskedPause(retryAfter, limit) ?? GrowingPause.After(_throttles, Clock.Max(window, GrowingPause.Longest)));
        if (until <= _pausedUntil)
            return null;
        _pauses = Clock.AddSaturating(_pauses, until - Clock.Max(now, _pausedUntil));
        _pausedUntil = until;
        _pacedUntil = Clock.AddSaturating(until, window);
        return until;
    }

    private bool IsUsedUp(TimeSpan now) => _limit.IsKnown && now < _limitEnds && Left <= 0;

    // One tick more, for a window has two ends.
    private TimeSpan NextPermit(TimeSpan now, int taken, TimeSpan firstReturn) =>
        cap is null || taken < cap ? now
        : firstReturn < Clock.Never ? firstReturn + TimeSpan.FromTicks(1)
        : Clock.Never;

    // How many permits are taken at an instant, and when the first of them returns; never if their requests have not ended.
    private int Taken(TimeSpan now, out TimeSpan firstReturn)
    {
        int returned = 0;
        firstReturn = Clock.Never;
        foreach (TimeSpan end in _ended)
        {
            if (end + window >= now)
            {
                firstReturn = end + window;
                break;
            }
            returned++;
        }
        return _inFlight + _ended.Count - returned;
    }

    // Every span is measured from the last sending, and not from now: an instant that is computed from now moves whenever one looks at it.
    // If more is wanted than may be sent, it is spread evenly over the time until the first permit returns, which then is sent as well:
    // with two left it is divided by three. A handful of polls keeps its own time all the same for as long as the permits are plenty:
    // most uploads have ended by then.
    private TimeSpan OwnSpacing(TimeSpan last, int taken, TimeSpan firstReturn, double wanted, int members)
    {
        int most = cap ?? defaultLimit;
        int left = cap is null ? 0 : most - taken;
        bool isEnough = cap is null || wanted <= most || (members <= SmallGroupSize && left * 2 > most);
        if (isEnough && last >= _pacedUntil)
            return TimeSpan.Zero;
        TimeSpan untilReturn = firstReturn < Clock.Never ? firstReturn - last : window;
        TimeSpan spacing = Clock.Max(window / most, left > 0 ? untilReturn / (left + 1) : TimeSpan.Zero);
        // After a pause the pace ends when it ends.
        return isEnough ? Clock.Min(spacing, _pacedUntil - last) : spacing;
    }

    // If the service leaves less than is wanted until its window ends, it is spread over the rest of the window, or until what is left is
    // enough.
    private TimeSpan ServerSpacing(TimeSpan now, TimeSpan last, double wanted, int members)
    {
        if (!_limit.IsKnown || now >= _limitEnds || Left <= 0 || (members <= SmallGroupSize && Left * 2 > (cap ?? defaultLimit)))
            return TimeSpan.Zero;
        double enough = (Left * ShortageFactor) + ShortageSlack;
        TimeSpan untilEnough = _limitEnds - last - Multiplied(window, enough / Math.Min(wanted, cap ?? wanted));
        return Clock.Max(TimeSpan.Zero, Clock.Min((_limitEnds - last) / (Left + 1), untilEnough));
    }

    private static TimeSpan Multiplied(TimeSpan span, double factor) =>
        factor < Clock.Never / span ? span * factor : Clock.Never;
}
