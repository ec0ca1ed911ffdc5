namespace Lobstr.Reactive;

/// <summary>How often something happened within the last window, to a sixtieth of it: little memory for what may happen a thousand times a second.</summary>
/// <param name="window">The length of a window.</param>
internal sealed class RecentCount(TimeSpan window)
{
    private const int Slots = 60;

    private readonly int[] _counts = new int[Slots];
    private long _newest;

    public void Add(TimeSpan now)
    {
        long slot = SlotOf(now);
        for (long each = Math.Max(_newest + 1, slot - Slots + 1); each <= slot; each++)
            _counts[each % Slots] = 0;
        _newest = Math.Max(_newest, slot);
        _counts[slot % Slots]++;
    }

    /// <summary>The number at an instant that is no earlier than the last one.</summary>
    public int At(TimeSpan now)
    {
        int sum = 0;
        for (long each = Math.Max(0, SlotOf(now) - Slots + 1); each <= _newest; each++)
            sum += _counts[each % Slots];
        return sum;
    }

    private long SlotOf(TimeSpan instant) => instant.Ticks / (window.Ticks / Slots);
}
