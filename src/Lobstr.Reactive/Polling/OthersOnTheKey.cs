namespace Lobstr.Reactive;

/// <summary>
/// What others with the same key take of the server's windows: learned from how what is left falls beside our own requests, and left to
/// them.
/// </summary>
internal sealed class OthersOnTheKey
{
    // So much more than before is no more than before.
    private const double Usual = 1.1;

    // How much of what a window has shown is expected of the next.
    private const double Belief = 0.75;

    // If what is left when a window begins is so many times less than usual, it is another limit, or that was absurd: nobody has taken
    // the difference.
    private const double OtherLimit = 4;

    // They come and go: what counts of what they do.
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // What is left, as a rule, when a window begins; what was left when this one did, and is now; how much they had taken by then.
    private double _full;
    private long _first;
    private long _lowest;
    private double _takenAtFirst;

    // Requests of ours that may have been counted since then.
    private int _own;

    // What they have taken: in this window, until when that is known, in a second of late, and in a window before this one.
    private double _taken;
    private TimeSpan _takenAt;
    private double _rate;
    private double _before;

    public void OnSent() => _own++;

    public void OnUnsent() => _own--;

    /// <summary>A window begins.</summary>
    /// <param name="remaining">What is left in it.</param>
    /// <param name="own">How many requests of ours it may count, or will, apart from the one whose answer that is.</param>
    /// <param name="now">The instant that it is.</param>
    public void Begin(long remaining, int own, TimeSpan now)
    {
        double missing = Math.Max(0, _full - remaining - own);
        bool isOtherLimit = remaining * OtherLimit < _full;
        double full = Math.Max(_full, remaining);
        // Whoever has come once may never come again, and takes no more than there is.
        _before = Math.Min(_before, full);
        _before += (Math.Min(Taken(), full) - _before) * Belief;
        if (isOtherLimit)
            (_before, _rate) = (Math.Max(0, _before - missing), 0);
        _taken = _takenAtFirst = isOtherLimit ? 0 : missing;
        _takenAt = now;
        _full = isOtherLimit || remaining > _full ? remaining : (_full + remaining) / 2;
        _first = _lowest = remaining;
        _own = own;
    }

    /// <summary>
    /// How much they leave to us. They will take in this window what they have taken in those before; beyond that they will go on as they do
    /// now, but that is a guess, and takes no more than half of what is left.
    /// </summary>
    /// <param name="remaining">What is left in the window.</param>
    /// <param name="uncounted">How many requests of ours that may not include.</param>
    /// <param name="ends">When the window ends.</param>
    /// <param name="now">The instant that it is.</param>
    public double Leave(long remaining, int uncounted, TimeSpan ends, TimeSpan now)
    {
        _lowest = remaining;
        double taken = Taken();
        Hasten(taken, now);
        double left = remaining - uncounted;
        if (taken + _before < 1)
            return left;
        // If they take no more than they do as a rule, their next few seconds are theirs all the same; else what they do now will last.
        TimeSpan rest = taken <= _before * Usual ? Clock.Min(ends - now, Soon) : ends - now;
        double expected = Math.Max(_before - taken, Math.Min(_rate * rest.TotalSeconds, left / 2));
        // Somewhat more, for nobody takes exactly what he took; and one, for the last one is taken by whoever comes first.
        return Math.Min(left, Math.Max(0, left - expected - (Math.Sqrt(Math.Max(0, expected)) / 2) - 1));
    }

    // Without the requests of ours that the server may not have seen yet: rather too few than too many.
    private double Taken() => _takenAtFirst + Math.Max(0, _first - _lowest - _own);

    private void Hasten(double taken, TimeSpan now)
    {
        double seconds = Math.Max((now - _takenAt).TotalSeconds, 0.001);
        double rate = (taken - _taken) / seconds;
        _rate += (rate - _rate) * (1 - Math.Exp(-seconds / Recent.TotalSeconds));
        _taken = taken;
        _takenAt = now;
    }
}
