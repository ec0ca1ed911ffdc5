namespace Lobstr.Reactive;

/// <summary>What is done at the end of a <see cref="QueueTurn"/>.</summary>
internal enum TurnEnd
{
    /// <summary>Nothing: something was read or claimed, and whoever did so goes on by itself.</summary>
    Leave,

    /// <summary>On any thread: execute the effects that were decided, and set the timers.</summary>
    Drain,

    /// <summary>In an action of the scheduler: send what is due now as well.</summary>
    DrainOnScheduler,

    /// <summary>After an observer threw: set the timers, so that actions of their own do the rest.</summary>
    SetTimers,
}
