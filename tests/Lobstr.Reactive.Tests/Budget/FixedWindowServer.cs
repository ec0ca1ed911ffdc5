namespace Lobstr.Reactive.Tests;

/// <summary>
/// A server that counts requests in fixed windows, says so in whole seconds of a clock of its own, and lets another process
/// use the same budget.
/// </summary>
/// <param name="limit">The requests of a window.</param>
/// <param name="share">How many of them the other process takes on average; 0: there is none.</param>
/// <param name="seed">Decides how the windows lie and when the other process comes.</param>
internal sealed class FixedWindowServer(int limit, int share, int seed)
{
    private readonly Random _random = new(seed);
    private readonly TimeSpan _offset = TimeSpan.FromTicks(new Random(seed).NextInt64(TimeSpan.TicksPerHour));
    private TimeSpan _windowEnd = TimeSpan.MinValue;
    private TimeSpan _otherNext;
    private long _number;
    private long _firstOfWindow;
    private long _otherLast = -1;
    private int _used;

    /// <summary>The latest request that the client has the answer of.</summary>
    public long Knowledge { get; private set; }

    /// <summary>How many requests were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>
    /// How many were refused although the client might have known: nobody else had taken anything since the request of which
    /// it had the answer when it sent this one.
    /// </summary>
    public int RefusedForNothing { get; private set; }

    /// <summary>A request of the client arrives, which had some answers when it sent it.</summary>
    public ServerAnswer Answer(TimeSpan now, long knowledge)
    {
        TurnOver(now);
        for (; share > 0 && _otherNext <= now; _otherNext += BudgetPlan.Window * (_random.NextDouble() * 2 / share))
        {
            if (_used == limit)
                continue;
            _used++;
            _otherLast = _number;
        }
        bool isRefused = _used == limit;
        _number++;
        if (isRefused)
        {
            Refused++;
            if (_otherLast < Math.Max(knowledge, _firstOfWindow))
                RefusedForNothing++;
        }
        else
        {
            _used++;
        }
        return new ServerAnswer(Headers(now), isRefused, _number);
    }

    /// <summary>The client has an answer.</summary>
    public void Told(ServerAnswer answer) => Knowledge = Math.Max(Knowledge, answer.Number);

    private void TurnOver(TimeSpan now)
    {
        if (now < _windowEnd)
            return;
        // A window begins with the first request after the last one.
        _windowEnd = now + BudgetPlan.Window;
        _otherNext = Clock.Max(_otherNext, now);
        _firstOfWindow = _number;
        _used = 0;
    }

    private RateLimit Headers(TimeSpan now)
    {
        long reset = (long)Math.Ceiling((_windowEnd + _offset).TotalSeconds);
        long date = (long)Math.Floor((now + _offset).TotalSeconds);
        return new RateLimit { IsKnown = true, Remaining = limit - _used, Window = reset, ResetIn = TimeSpan.FromSeconds(reset - date) };
    }
}
