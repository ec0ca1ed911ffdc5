namespace Lobstr.Reactive;

/// <summary>Something that becomes due. In at most one <see cref="TimerHeap"/> at a time.</summary>
internal abstract class TimerEntry
{
    /// <summary>When it is due.</summary>
    public TimeSpan Due { get; internal set; }

    /// <summary>Its place in the heap, from 1; 0 while it is in none.</summary>
    internal int Place { get; set; }

    /// <summary>Orders entries that are due at the same instant: first in, first out.</summary>
    internal uint Turn { get; set; }

    /// <summary>It has become due and has left the heap. Called with the gate of the queue held.</summary>
    public abstract void OnDue(TimeSpan now);
}
