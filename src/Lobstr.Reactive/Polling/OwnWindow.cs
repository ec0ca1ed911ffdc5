namespace Lobstr.Reactive;

/// <summary>
/// What this client has sent within the last window. A request takes a permit when it is sent, and gives it back a window after it has
/// ended: by then the server has seen it a window ago, whatever the latency was.
/// </summary>
/// <param name="cap">See <see cref="Cap"/>.</param>
/// <param name="window">The length of a window.</param>
/// <param name="isTold">Whether anybody may ask how much of it is used, if there is no cap.</param>
internal sealed class OwnWindow(int? cap, TimeSpan window, bool isTold)
{
    // When the requests of the last window ended, oldest first.
    private readonly Queue<TimeSpan> _ended = new();

    // Without a cap they are only told.
    private RecentCount? _uncapped;

    /// <summary>The most permits that are taken at a time; null: as many as one likes.</summary>
    public int? Cap { get; set; } = cap;

    /// <summary>How many requests are in flight, files included.</summary>
    public int InFlight { get; private set; }

    /// <summary>When the last request was sent; null before the first.</summary>
    public TimeSpan? LastSent { get; private set; }

    public void OnSent(TimeSpan now)
    {
        while (_ended.TryPeek(out TimeSpan end) && end + window < now)
            _ended.Dequeue();
        InFlight++;
        LastSent = now;
    }

    public void OnEnded(TimeSpan now)
    {
        InFlight--;
        if (Cap is not null)
            _ended.Enqueue(now);
        else if (isTold)
            (_uncapped ??= new(window)).Add(now);
    }

    /// <summary>What was about to be sent has not been: its permit is free again.</summary>
    public void OnUnsent() => InFlight--;

    /// <summary>How many permits are taken, or would be if there were a cap.</summary>
    public int Used(TimeSpan now) => Cap is null ? InFlight + (_uncapped?.At(now) ?? 0) : Taken(now, out _);

    /// <summary>How many permits are taken at an instant.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="firstReturn">When the first of them returns; never if none of their requests has ended.</param>
    public int Taken(TimeSpan now, out TimeSpan firstReturn)
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
        return InFlight + _ended.Count - returned;
    }

    /// <summary>When there is a permit: now, later, or not before a request has ended.</summary>
    public TimeSpan NextPermit(TimeSpan now, int taken, TimeSpan firstReturn) =>
        Cap is null || taken < Cap ? now
        // One tick more, for a window has two ends.
        : firstReturn < Clock.Never ? firstReturn + TimeSpan.FromTicks(1)
        : Clock.Never;
}
