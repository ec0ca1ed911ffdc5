namespace Lobstr.Reactive;

/// <summary>What became of a permit.</summary>
public enum SharedPermitOutcome
{
    /// <summary>Nothing was sent: it is free again at once.</summary>
    Unused,

    /// <summary>The request has ended without an answer, for all that is known: the service may have counted it.</summary>
    Ended,

    /// <summary>The service answered, and did not refuse.</summary>
    Accepted,

    /// <summary>The service has had too many requests (429).</summary>
    Throttled,
}
