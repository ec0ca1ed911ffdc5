namespace Lobstr.Reactive;

/// <summary>How a watch ended.</summary>
public enum WatchOutcome
{
    /// <summary>It completed.</summary>
    Success,

    /// <summary>What was watched failed.</summary>
    Failure,

    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>It reached its deadline.</summary>
    Timeout,

    /// <summary>Another error ended it, or the client was disposed.</summary>
    Error,

    /// <summary>The subscriber left.</summary>
    Cancelled,
}
