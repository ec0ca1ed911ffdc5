namespace Lobstr.Reactive;

/// <summary>What a pump may do where it is called.</summary>
internal enum PumpMode
{
    /// <summary>On any thread: run errands and set alarms.</summary>
    Anywhere,

    /// <summary>In an action of the scheduler: whatever is due as well.</summary>
    OnScheduler,

    /// <summary>On the way out, after an observer threw: set alarms.</summary>
    AlarmsOnly,
}
