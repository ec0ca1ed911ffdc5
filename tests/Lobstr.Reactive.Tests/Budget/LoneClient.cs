namespace Lobstr.Reactive.Tests;

/// <summary>A client that has a key for itself, on a line of any latency, with a server that counts in fixed windows.</summary>
internal sealed class LoneClient(int limit, TimeSpan length)
{
    private readonly ServerWindow _window = new(length);
    private readonly PriorityQueue<Action, TimeSpan> _events = new();
    private TimeSpan _now;
    private TimeSpan _ends = TimeSpan.MinValue;
    private int _used;
    private long _heard;
    private int _inFlight;
    // What may be counted in the window that lasts, for all that the client knows: it was in flight when that began.
    private int _unknown;

    /// <summary>Sends requests, and looks after each answer whether anybody else was seen.</summary>
    public void Run(IEnumerable<(TimeSpan Later, TimeSpan There, TimeSpan Back)> requests)
    {
        TimeSpan at = TimeSpan.Zero;
        foreach ((TimeSpan later, TimeSpan there, TimeSpan back) in requests)
        {
            at += later;
            _events.Enqueue(() => Send(there, back), at);
        }

        while (_events.TryDequeue(out Action? happens, out _now))
            happens();
    }

    private void Send(TimeSpan there, TimeSpan back)
    {
        _window.OnSent();
        _inFlight++;
        TimeSpan end = _now + there + back;
        _events.Enqueue(() => Arrive(end), _now + there);
    }

    private void Arrive(TimeSpan end)
    {
        if (_now >= _ends)
            (_ends, _used) = (_now + length, 0);
        _used++;
        long reset = (long)Math.Ceiling(_ends.TotalSeconds);
        RateLimit limits = new()
        {
            IsKnown = true,
            Remaining = Math.Max(0, limit - _used),
            Window = reset,
            ResetIn = TimeSpan.FromSeconds(reset - Math.Floor(_now.TotalSeconds)),
        };
        _events.Enqueue(() => End(limits), end);
    }

    private void End(RateLimit said)
    {
        _inFlight--;
        if (said.Window > _heard)
            (_heard, _unknown) = (said.Window, 0);
        else if (said.Window < _heard)
            _unknown++;
        _window.Update(said, _inFlight, _now);
        bool isOfThisWindow = said.Window == (long)Math.Ceiling(_ends.TotalSeconds) && _now < _ends;
        if (isOfThisWindow)
            Assert.InRange(_window.Left, Math.Max(0, limit - _used) - _inFlight - _unknown, limit);
        Assert.False(_window.IsUsedUpAt(_now) && _window.IsLeftToOthers, "Left to others, but there are none.");
    }
}
