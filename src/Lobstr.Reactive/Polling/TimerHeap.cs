namespace Lobstr.Reactive;

/// <summary>
/// A binary heap of entries by when they are due. Entries know their place, so that moving and removing one costs log n.
/// Not thread-safe.
/// </summary>
internal sealed class TimerHeap
{
    // Place 0 stays empty: it means "in no heap".
    private TimerEntry?[] _entries = new TimerEntry?[2];
    private uint _turns;

    public int Count { get; private set; }

    /// <summary>The entry that is due first.</summary>
    public TimerEntry? First => Count == 0 ? null : _entries[1];

    /// <summary>Puts an entry in, or moves it to another instant.</summary>
    public void Set(TimerEntry entry, TimeSpan due)
    {
        entry.Due = due;
        entry.Turn = _turns++;
        if (entry.Place == 0)
        {
            if (++Count == _entries.Length)
                Array.Resize(ref _entries, Count * 2);
            Rise(entry, Count);
        }
        else
        {
            Settle(entry, entry.Place);
        }
    }

    /// <summary>Takes an entry out, where it is in.</summary>
    public void Remove(TimerEntry entry)
    {
        int place = entry.Place;
        if (place == 0)
            return;
        entry.Place = 0;
        TimerEntry last = _entries[Count]!;
        _entries[Count--] = null;
        if (last != entry)
            Settle(last, place);
        if (Count < _entries.Length / 4 && _entries.Length > 64)
            Array.Resize(ref _entries, _entries.Length / 2);
    }

    private void Settle(TimerEntry entry, int place)
    {
        if (place > 1 && IsBefore(entry, _entries[place / 2]!))
            Rise(entry, place);
        else
            Sink(entry, place);
    }

    private void Rise(TimerEntry entry, int place)
    {
        for (; place > 1 && IsBefore(entry, _entries[place / 2]!); place /= 2)
            Put(_entries[place / 2]!, place);
        Put(entry, place);
    }

    private void Sink(TimerEntry entry, int place)
    {
        for (int child; (child = place * 2) <= Count; place = child)
        {
            if (child < Count && IsBefore(_entries[child + 1]!, _entries[child]!))
                child++;
            if (!IsBefore(_entries[child]!, entry))
                break;
            Put(_entries[child]!, place);
        }
        Put(entry, place);
    }

    private void Put(TimerEntry entry, int place)
    {
        _entries[place] = entry;
        entry.Place = place;
    }

    // The difference of turns survives their wrapping around.
    private static bool IsBefore(TimerEntry one, TimerEntry other) =>
        one.Due < other.Due || (one.Due == other.Due && (int)(one.Turn - other.Turn) < 0);
}
