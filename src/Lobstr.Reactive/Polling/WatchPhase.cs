namespace Lobstr.Reactive;

/// <summary>Where a watch stands.</summary>
internal enum WatchPhase : byte
{
    /// <summary>Waits for the next poll to be due.</summary>
    Waiting,

    /// <summary>Due: waits for the budget, then for the answer to its poll.</summary>
    Polling,

    /// <summary>Has been signalled something: an action on the scheduler is lined up that will deal with it.</summary>
    Notifying,

    /// <summary>Deals with the signals. What comes meanwhile is dealt with before it waits again.</summary>
    Acting,

    /// <summary>Over: ended, or disposed.</summary>
    Ended,
}
