namespace Lobstr.Reactive.Tests.Model;

/// <summary>How an answer says when to come back.</summary>
public enum AfterKind
{
    Silent,
    Seconds,

    /// <summary>A date so many seconds after the answer's own Date header, which is on another clock than ours.</summary>
    DateOnServersClock,

    /// <summary>A date so many seconds after the beginning of the script, in an answer without a Date header.</summary>
    DateOnOurClock,

    /// <summary>Retry-After is nonsense: as good as silence.</summary>
    Nonsense,

    /// <summary>Remaining: 0, and a reset so many seconds after the answer's own Date header.</summary>
    UsedUpUntilReset,
}
