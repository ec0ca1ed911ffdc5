namespace Lobstr.Reactive;

/// <summary>Where a watch stands.</summary>
internal enum WatchPhase : byte
{
    /// <summary>Waits for the next poll to be due.</summary>
    Waiting,

    /// <summary>Due: waits for the budget, then for the answer.</summary>
    Asking,

    /// <summary>Has been signalled something that its action on the scheduler has not dealt with to the end.</summary>
    Notifying,

    /// <summary>Over: ended, or disposed.</summary>
    Ended,
}
