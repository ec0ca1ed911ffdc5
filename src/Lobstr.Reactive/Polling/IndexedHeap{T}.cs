namespace Lobstr.Reactive;

/// <summary>
/// A binary heap of items by when they are due. Items know their index, so that moving and removing one costs log n and no search.
/// Not thread-safe.
/// </summary>
internal sealed class IndexedHeap<T>
    where T : class, IHeapItem
{
    // Index 0 stays empty: it means "in no heap".
    private T?[] _items = new T?[2];
    private uint _sequence;

    public int Count { get; private set; }

    /// <summary>The item that is due first; null while there is none.</summary>
    public T? First => Count == 0 ? null : _items[1];

    /// <summary>When the first item is due; never while there is none.</summary>
    public TimeSpan FirstDue => First is { } first ? first.Slot.Due : Clock.Never;

    /// <summary>Puts an item in, or moves it to another instant.</summary>
    public void Set(T item, TimeSpan due)
    {
        ref HeapSlot slot = ref item.Slot;
        slot.Due = due;
        slot.Sequence = _sequence++;
        if (slot.HeapIndex == 0)
        {
            if (++Count == _items.Length)
                Array.Resize(ref _items, Count * 2);
            SiftUp(item, Count);
        }
        else
        {
            Reposition(item, slot.HeapIndex);
        }
    }

    /// <summary>Takes an item out, if it is in.</summary>
    public void Remove(T item)
    {
        int index = item.Slot.HeapIndex;
        if (index == 0)
            return;
        item.Slot.HeapIndex = 0;
        T last = _items[Count]!;
        _items[Count--] = null;
        if (last != item)
            Reposition(last, index);
        if (Count < _items.Length / 4 && _items.Length > 64)
            Array.Resize(ref _items, _items.Length / 2);
    }

    private void Reposition(T item, int index)
    {
        if (index > 1 && IsBefore(item, _items[index / 2]!))
            SiftUp(item, index);
        else
            SiftDown(item, index);
    }

    private void SiftUp(T item, int index)
    {
        for (; index > 1 && IsBefore(item, _items[index / 2]!); index /= 2)
            SetAt(index, _items[index / 2]!);
        SetAt(index, item);
    }

    private void SiftDown(T item, int index)
    {
        for (int child; (child = index * 2) <= Count; index = child)
        {
            if (child < Count && IsBefore(_items[child + 1]!, _items[child]!))
                child++;
            if (!IsBefore(_items[child]!, item))
                break;
            SetAt(index, _items[child]!);
        }
        SetAt(index, item);
    }

    private void SetAt(int index, T item)
    {
        _items[index] = item;
        item.Slot.HeapIndex = index;
    }

    // The difference of sequence numbers survives their wrapping around.
    private static bool IsBefore(T one, T other)
    {
        ref HeapSlot left = ref one.Slot;
        ref HeapSlot right = ref other.Slot;
        return left.Due < right.Due || (left.Due == right.Due && (int)(left.Sequence - right.Sequence) < 0);
    }
}
