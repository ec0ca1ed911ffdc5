namespace Lobstr.Reactive;

/// <summary>What kind of thing is done without the lock.</summary>
internal enum EffectKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A request is sent.</summary>
    Send,

    /// <summary>Somebody is notified, from an action on the scheduler.</summary>
    Notify,

    /// <summary>Somebody is ended, for the scheduler has refused what it waited for.</summary>
    Reject,

    /// <summary>A request is cancelled.</summary>
    Cancel,

    /// <summary>An event is published.</summary>
    Publish,

    /// <summary>A shared budget is called.</summary>
    Share,

    /// <summary>A timer is set or stopped.</summary>
    SetTimer,

    /// <summary>What the scheduler returned is disposed of.</summary>
    DisposeTimer,
}
