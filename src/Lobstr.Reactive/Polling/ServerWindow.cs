namespace Lobstr.Reactive;

/// <summary>
/// The server's own window, as its headers tell of it: what is left until when, and how much of that others with the same key will take.
/// </summary>
/// <param name="window">The length of a window.</param>
internal sealed class ServerWindow(TimeSpan window)
{
    // Headers are in whole seconds, of the date as of the reset.
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(2);

    // How far a reset may wander within a window, in seconds: not at all if windows are about as short as that.
    private readonly int _jitter = window >= Resolution * 20 ? 2 : 0;

    // The lowest that was heard in this window, by the latest reset; and how many requests that may not include.
    private RateLimit _lowest;
    private int _uncounted;

    // The first that was heard in this window, and what others take of it.
    private RateLimit _first;
    private OthersOnTheKey? _others;

    /// <summary>When the window ends, if one is known.</summary>
    public TimeSpan Ends { get; private set; }

    /// <summary>What is left for this client.</summary>
    public double Left { get; private set; }

    /// <summary>Whether a limit can be that of a window of this length.</summary>
    public bool MakesSense(RateLimit limit) => limit.IsKnown && limit.ResetIn <= window * 2;

    /// <summary>Whether the server has said what is left in a window that lasts at an instant.</summary>
    public bool IsKnownAt(TimeSpan now) => _lowest.IsKnown && now < Ends;

    /// <summary>Whether nothing is left in the window that lasts at an instant.</summary>
    public bool IsUsedUpAt(TimeSpan now) => IsKnownAt(now) && Left < 1;

    /// <summary>Whether something is left, but not for this client.</summary>
    public bool IsLeftToOthers => _lowest.Remaining > _uncounted;

    /// <summary>Whether what has been due since an instant has waited for the reset.</summary>
    public bool HasHeldBack(TimeSpan due, TimeSpan now) => _lowest.IsKnown && due < Ends && now >= Ends && Left < 1;

    public void OnSent()
    {
        _uncounted++;
        _others?.OnSent();
        Left--;
    }

    /// <summary>What was about to be sent has not been.</summary>
    public void OnUnsent()
    {
        _uncounted--;
        _others?.OnUnsent();
        Left++;
    }

    /// <summary>Learns what an answer said.</summary>
    /// <param name="limit">What it said.</param>
    /// <param name="inFlight">How many requests are in flight.</param>
    /// <param name="now">The instant that it is.</param>
    /// <returns>Until when nothing may be sent, if nothing is left and that is news.</returns>
    public TimeSpan? Update(RateLimit limit, int inFlight, TimeSpan now)
    {
        if (!MakesSense(limit))
            return null;
        // A window that has begun by now ends within a window's length: what a header says beyond that may be its rounding.
        TimeSpan ends = Clock.AddSaturating(now, limit.ResetIn <= window + Resolution ? Clock.Min(limit.ResetIn, window) : limit.ResetIn);
        long drift = limit.Window - _first.Window;
        if (_lowest.IsKnown && Math.Abs(drift) <= _jitter)
        {
            if (now < Ends)
                return Continue(limit, ends, inFlight, now);
            // An answer that comes after the end of its window says nothing of the one that lasts; a reset near that end, but later, is the next.
            if (limit.Window <= _lowest.Window)
                return null;
        }
        // A window before the one that lasts is old news. After its end anything goes, for a server's clock may be set back.
        if (IsKnownAt(now) && drift < 0)
            return null;
        Begin(limit, ends, inFlight, now);
        return limit.Remaining == 0 && now < Ends ? Ends : null;
    }

    private void Begin(RateLimit limit, TimeSpan ends, int inFlight, TimeSpan now)
    {
        // What the window before may not have counted is in this one, and ours, also if no answer to it will come.
        (_others ??= new()).Begin(limit.Remaining, own: Math.Max(inFlight, _uncounted - 1), now);
        _first = _lowest = limit;
        _uncounted = inFlight;
        Ends = ends;
        Left = LeftForUs(now);
    }

    private TimeSpan? Continue(RateLimit limit, TimeSpan ends, int inFlight, TimeSpan now)
    {
        // Each answer bounds the end from above, for its rounding; the latest reset of the window counts.
        TimeSpan later = TimeSpan.FromSeconds(Math.Abs(limit.Window - _lowest.Window));
        Ends = limit.Window > _lowest.Window ? Clock.Min(Ends + later, ends) : Clock.Min(Ends, ends + later);
        long reset = Math.Max(limit.Window, _lowest.Window);
        bool isNews = limit.Remaining == 0 && _lowest.Remaining > 0;
        if (limit.Remaining >= _lowest.Remaining)
        {
            // What is left only shrinks: this answer was made before the lowest one, which so includes its request.
            _uncounted = Math.Max(0, _uncounted - 1);
            _lowest = _lowest with { Window = reset };
        }
        else
        {
            _lowest = limit with { Window = reset };
            _uncounted = inFlight;
        }
        Left = LeftForUs(now);
        return isNews && now < Ends ? Ends : null;
    }

    private double LeftForUs(TimeSpan now) => _others!.Leave(_lowest.Remaining, _uncounted, Ends, now);
}
