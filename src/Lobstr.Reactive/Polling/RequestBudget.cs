namespace Lobstr.Reactive;

/// <summary>
/// Decides when the next request of a family may be sent, so that the server never sees more than the cap in any window,
/// nor more than its own headers say are left. Combines the client's own window, the server's, and the throttle, and spreads what is left.
/// Pure arithmetic on instants: no clock, no lock. Asking changes nothing.
/// </summary>
/// <param name="cap">See <see cref="Cap"/>.</param>
/// <param name="defaultLimit">What the service is known to grant: the pace after a pause, if there is no cap.</param>
/// <param name="window">The length of a window.</param>
/// <param name="isService">Whether others may use the same budget, so that a 429 without a word of what is left says that the pace is too high.</param>
internal sealed class RequestBudget(int? cap, int defaultLimit, TimeSpan window, bool isService = true)
{
    // So few polls need no turns.
    private const int SmallGroupSize = 4;

    // The server's window is known to a second or two, and the last of what is left is never sent too early anyway: only a real
    // shortage is a reason to slow down.
    private const double ShortageFactor = 1.125;
    private const double ShortageSlack = 1.9;

    private readonly OwnWindow _own = new(cap, window, isTold: isService);
    private readonly ServerWindow _server = new(window);
    private readonly Throttle _throttle = new(window);
    private int _filesInFlight;

    // Nothing is sent in a burst before this instant.
    private TimeSpan _pacedUntil;

    public TimeSpan Window => window;

    /// <summary>The most requests in a window; null: only what the server says.</summary>
    public int? Cap
    {
        get => _own.Cap;
        set => _own.Cap = value;
    }

    /// <summary>The cap; without one, what the service is known to grant.</summary>
    public int Usual => Cap ?? defaultLimit;

    /// <summary>How many requests are in flight.</summary>
    public int InFlight => _own.InFlight;

    /// <summary>How long a round of polls takes when each of a number is sent once.</summary>
    public TimeSpan RoundOf(int members) => window * members / Usual;

    /// <summary>Until when nothing is sent, for the service has had too many requests.</summary>
    public TimeSpan PausedUntil => _throttle.PausedUntil;

    /// <summary>Whether one request at a time finds out whether a pause was long enough: a file is not the one, if there is anything else.</summary>
    public bool IsProbing => _throttle.IsProbing;

    /// <summary>Until when nothing is sent, and why; without a reason if there is no pause.</summary>
    public (TimeSpan End, string? Reason) PauseAt(TimeSpan now) =>
        _server.IsUsedUpAt(now) && _server.Ends > PausedUntil
            ? (_server.Ends, _server.IsLeftToOthers ? PauseReasons.LeftToOthers : PauseReasons.UsedUp)
            : RefusalAt(now);

    /// <summary>The same, but only what follows from a 429 of this client.</summary>
    public (TimeSpan End, string? Reason) RefusalAt(TimeSpan now) => PausedUntil > now ? (PausedUntil, PauseReasons.Throttled) : default;

    /// <inheritdoc cref="OwnWindow.Used"/>
    public int Used(TimeSpan now) => _own.Used(now);

    /// <inheritdoc cref="Throttle.OpenTime"/>
    public TimeSpan OpenTime(TimeSpan now) => _throttle.OpenTime(now);

    /// <summary>
    /// When the next request may be sent as far as the client's own window and pauses go: the rest is decided where the budget is shared.
    /// </summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="isFile">Whether it is a file.</param>
    public TimeSpan NextPermit(TimeSpan now, bool isFile) =>
        IsBusyProbing(isFile) ? Clock.Never
        : Clock.Max(now, Clock.Max(PausedUntil, _own.NextPermit(now, _own.Taken(now, out TimeSpan firstReturn), firstReturn)));

    /// <summary>When the next request may be sent: now, later, or not before another one has ended.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="wanted">How many requests the family would send in a window if it might.</param>
    /// <param name="members">How many polls and calls that is the sum of.</param>
    /// <param name="isFile">Whether it is a file: it takes long, and finds nothing out until it has ended.</param>
    public TimeSpan NextSend(TimeSpan now, double wanted, int members, bool isFile = false)
    {
        if (IsBusyProbing(isFile))
            return Clock.Never;
        int taken = _own.Taken(now, out TimeSpan firstReturn);
        TimeSpan next = Clock.Max(now, Clock.Max(PausedUntil, _own.NextPermit(now, taken, firstReturn)));
        if (_server.IsUsedUpAt(next))
            next = _server.Ends;
        if (_own.LastSent is not { } last)
            return next;
        TimeSpan spacing = Clock.Max(OwnSpacing(last, taken, firstReturn, wanted, members), ServerSpacing(next, last, wanted, members));
        return Clock.Max(next, Clock.AddSaturating(last, Clock.Max(spacing, _throttle.Spacing)));
    }

    /// <summary>A request is sent.</summary>
    /// <param name="now">The instant that it is.</param>
    /// <param name="due">Since when it has been due.</param>
    /// <param name="isFile">Whether it is a file.</param>
    public void OnSent(TimeSpan now, TimeSpan due, bool isFile = false)
    {
        // It has waited for the reset, and so have others: they do not come back in one burst.
        if (_server.HasHeldBack(due, now))
            _pacedUntil = Clock.Max(_pacedUntil, Clock.AddSaturating(_server.Ends, window));
        _own.OnSent(now);
        _server.OnSent();
        _filesInFlight += isFile ? 1 : 0;
    }

    /// <summary>A request has ended, with an answer or without one.</summary>
    public void OnEnded(TimeSpan now, bool isFile = false)
    {
        _own.OnEnded(now);
        _filesInFlight -= isFile ? 1 : 0;
    }

    /// <summary>What was about to be sent has not been.</summary>
    public void OnUnsent(bool isFile)
    {
        _own.OnUnsent();
        _server.OnUnsent();
        _filesInFlight -= isFile ? 1 : 0;
    }

    /// <inheritdoc cref="Throttle.OnAccepted"/>
    public void OnAccepted(TimeSpan sentAt) => _throttle.OnAccepted(sentAt);

    /// <summary>Learns what an answer said about the server's window.</summary>
    /// <returns>Until when nothing may be sent, if that is news.</returns>
    public TimeSpan? Update(RateLimit limit, TimeSpan now) => _server.Update(limit, _own.InFlight, now);

    /// <summary>How long the service asks to wait after a 429; null if it does not say.</summary>
    public TimeSpan? AskedPause(TimeSpan? retryAfter, RateLimit limit) =>
        retryAfter > TimeSpan.Zero ? retryAfter
        : _server.MakesSense(limit) && limit.ResetIn > TimeSpan.Zero ? limit.ResetIn
        : null;

    /// <summary>The server has had too many requests: everything waits, as long as it asks or a growing time.</summary>
    /// <returns>Until when nothing may be sent, if that is news.</returns>
    public TimeSpan? OnThrottled(TimeSpan? retryAfter, RateLimit limit, TimeSpan sentAt, TimeSpan now)
    {
        bool isTold = _server.MakesSense(limit) || _server.IsKnownAt(now);
        double? pace = isService && !isTold ? Usual / window.TotalSeconds : null;
        TimeSpan? until = _throttle.OnRefused(AskedPause(retryAfter, limit), pace, sentAt, now);
        if (until is { } end)
            _pacedUntil = Clock.AddSaturating(end, window);
        return until;
    }

    /// <inheritdoc cref="Throttle.OnOthersRefused"/>
    public void OnOthersRefused(TimeSpan until, TimeSpan now) => _throttle.OnOthersRefused(until, now);

    // A file takes long, and what it finds out comes late.
    private bool IsBusyProbing(bool isFile) => IsProbing && _own.InFlight - (isFile ? 0 : _filesInFlight) > 0;

    // Every span is measured from the last sending, and not from now: an instant that is computed from now moves whenever one looks at it.
    // If more is wanted than may be sent, it is spread evenly over the time until the first permit returns, which then is sent as well:
    // with two left it is divided by three. A handful of polls keeps its own time all the same for as long as the permits are plenty:
    // most uploads have ended by then.
    private TimeSpan OwnSpacing(TimeSpan last, int taken, TimeSpan firstReturn, double wanted, int members)
    {
        int most = Usual;
        int left = Cap is null ? 0 : most - taken;
        bool isEnough = Cap is null || wanted <= most || (members <= SmallGroupSize && left * 2 > most);
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
        double left = _server.Left;
        if (!_server.IsKnownAt(now) || left < 1 || (members <= SmallGroupSize && left * 2 > Usual))
            return TimeSpan.Zero;
        double enough = (left * ShortageFactor) + ShortageSlack;
        TimeSpan untilEnough = _server.Ends - last - Multiplied(window, enough / Math.Min(wanted, Cap ?? wanted));
        return Clock.Max(TimeSpan.Zero, Clock.Min((_server.Ends - last) / (left + 1), untilEnough));
    }

    private static TimeSpan Multiplied(TimeSpan span, double factor) =>
        factor < Clock.Never / span ? span * factor : Clock.Never;
}
