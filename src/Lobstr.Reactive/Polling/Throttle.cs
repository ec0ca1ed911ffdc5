namespace Lobstr.Reactive;

/// <summary>
/// What follows from a 429: everything waits, then one request finds out whether the service has had enough of a rest; and if
/// the service does not say what is left, the pace is halved, and rises again a little with each good answer.
/// </summary>
/// <param name="window">The length of a window.</param>
internal sealed class Throttle(TimeSpan window)
{
    // Requests a second that each good answer adds: whatever the server's own pace, it takes 100 s from half of it to all of it.
    private const double Raise = 0.007;

    // Beyond that the server has been wrong, or has changed: it is not held back for what it was once.
    private const double FreeAgain = 2;

    private TimeSpan _closed;
    private TimeSpan _closedUntil;
    private int _refusals;
    private double _pace;
    private double _refusedPace;

    /// <summary>Until when nothing is sent.</summary>
    public TimeSpan PausedUntil { get; private set; }

    /// <summary>Whether one request at a time finds out whether the pause was long enough.</summary>
    public bool IsProbing { get; private set; }

    /// <summary>The least time from one request to the next; zero if the service has not refused without saying what is left. What finds out whether a pause was long enough does not wait for it.</summary>
    public TimeSpan Spacing => _pace > 0 && !IsProbing ? TimeSpan.FromSeconds(1 / _pace) : TimeSpan.Zero;

    /// <summary>How much of the time until now requests might have been sent.</summary>
    public TimeSpan OpenTime(TimeSpan now) => now - (_closed - ClosedAfter(now));

    /// <summary>A request has ended with an answer that was no 429.</summary>
    public void OnAccepted(TimeSpan sentAt)
    {
        // An answer to what was sent before the last refusal does not take it back.
        if (IsProbing && sentAt < PausedUntil)
            return;
        IsProbing = false;
        _refusals = 0;
        if (_pace > 0 && (_pace += Raise) > _refusedPace * FreeAgain)
            _pace = 0;
    }

    /// <summary>The service has had too many requests.</summary>
    /// <param name="asked">How long it asks to wait; null: a growing time.</param>
    /// <param name="pace">How many requests a second there may have been until now; null if the service says itself what is left.</param>
    /// <param name="sentAt">When the request was sent that has been refused.</param>
    /// <param name="now">The instant that it is.</param>
    /// <returns>Until when nothing may be sent, if that is news.</returns>
    public TimeSpan? OnRefused(TimeSpan? asked, double? pace, TimeSpan sentAt, TimeSpan now)
    {
        // Answers to requests that were in flight together tell one story, also if one of them comes when the pause is over.
        bool isNews = sentAt >= PausedUntil;
        if (isNews)
            _refusals++;
        if (isNews && !IsProbing && pace is { } most)
        {
            _refusedPace = _pace > 0 ? Math.Min(_pace, most) : most;
            _pace = Math.Max(_refusedPace / 2, 1 / window.TotalSeconds);
        }
        IsProbing = true;
        TimeSpan until = Clock.AddSaturating(now, asked ?? GrowingPause.After(Math.Max(1, _refusals), Clock.Max(window, GrowingPause.Longest)));
        if (until <= PausedUntil)
            return null;
        PausedUntil = until;
        CloseUntil(Clock.Max(until, _closedUntil), now);
        return until;
    }

    /// <summary>Another client with the same budget was refused: what may be sent is decided where the budget is shared, but the time is not open.</summary>
    /// <param name="until">How long nobody sends anything, as far as is known now: less than before if what was known no longer holds.</param>
    /// <param name="now">The instant that it is.</param>
    public void OnOthersRefused(TimeSpan until, TimeSpan now) => CloseUntil(Clock.Max(until, PausedUntil), now);

    // Both kinds of pauses may overlap: no time is closed twice.
    private void CloseUntil(TimeSpan until, TimeSpan now)
    {
        _closed -= ClosedAfter(now);
        _closedUntil = until;
        _closed += ClosedAfter(now);
    }

    private TimeSpan ClosedAfter(TimeSpan now) => Clock.Max(TimeSpan.Zero, _closedUntil - now);
}
