namespace Lobstr.Reactive;

/// <summary>Where a request stands.</summary>
internal enum RequestPhase : byte
{
    /// <summary>Nobody wants it at the moment.</summary>
    Idle,

    /// <summary>Due, and waiting for the budget.</summary>
    Due,

    /// <summary>Sent, and not answered yet.</summary>
    InFlight,
}
