namespace Lobstr.Reactive.Testing;

/// <summary>What is in a file of tasks.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Columns">The cells of the header row.</param>
/// <param name="Rows">The data rows that are kept.</param>
/// <param name="RowCount">How many data rows there are.</param>
/// <param name="Invalid">How many of them are invalid.</param>
/// <param name="Distinct">A hash of each different valid row.</param>
/// <param name="DistinctRows">Those of them that are kept.</param>
internal sealed record TaskFileContent(
    string FileName,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    long RowCount,
    long Invalid,
    HashSet<ulong> Distinct,
    IReadOnlyList<(ulong Hash, IReadOnlyList<string> Cells)> DistinctRows);
