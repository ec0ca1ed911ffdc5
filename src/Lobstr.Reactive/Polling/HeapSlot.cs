namespace Lobstr.Reactive;

/// <summary>What an <see cref="IndexedHeap{T}"/> keeps in an item: when it is due, and where it is. A field of the item, written by the heap alone.</summary>
internal struct HeapSlot
{
    /// <summary>When the item is due, or was when it was last in a heap.</summary>
    public TimeSpan Due { get; internal set; }

    /// <summary>Orders items that are due at the same instant: first in, first out.</summary>
    internal uint Sequence { get; set; }

    /// <summary>Where the item is in the heap, from 1; 0 while it is in none.</summary>
    internal int HeapIndex { get; set; }
}
