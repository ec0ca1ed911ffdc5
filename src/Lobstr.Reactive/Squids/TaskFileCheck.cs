namespace Lobstr.Reactive;

/// <summary>How the header of a file of tasks fits the crawler of a squid. It says nothing of the rows.</summary>
public sealed record TaskFileCheck
{
    /// <summary>The columns of the file, in order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Those of them that the crawler does not know, in order; compared letter by letter.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>
    /// What the crawler requires and the file has not. Of parameters in groups, such as an address or a place to search, one whole group is
    /// enough; if none is whole, what the group lacks of which the file has most.
    /// </summary>
    public IReadOnlyList<string> MissingColumns { get; init; } = [];

    /// <summary>Whether every column is known and none is missing.</summary>
    public bool IsGood => UnknownColumns.Count == 0 && MissingColumns.Count == 0;
}
