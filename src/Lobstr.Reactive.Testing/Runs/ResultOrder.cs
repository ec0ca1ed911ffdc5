namespace Lobstr.Reactive.Testing;

/// <summary>In which order the service lists the rows that runs have found.</summary>
public enum ResultOrder
{
    /// <summary>What is found later comes later: pages that have been read stay as they are.</summary>
    OldestFirst,

    /// <summary>What is found later comes first: while a run adds rows, all others move on to later pages.</summary>
    NewestFirst,
}
