namespace Lobstr.Reactive;

/// <summary>Something that becomes due. In at most one <see cref="IndexedHeap{T}"/> at a time.</summary>
internal interface IHeapItem
{
    /// <summary>The field that the heap uses.</summary>
    ref HeapSlot Slot { get; }
}
