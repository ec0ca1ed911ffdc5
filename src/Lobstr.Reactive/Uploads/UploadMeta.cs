namespace Lobstr.Reactive;

/// <summary>What the service counted in an uploaded file. A count that the service left out is 0.</summary>
public sealed record UploadMeta
{
    /// <summary>Rows that are valid tasks.</summary>
    public long Valid { get; init; }

    /// <summary>Tasks that were added to the squid.</summary>
    public long Inserted { get; init; }

    /// <summary>Tasks that were skipped because they were there already.</summary>
    public long Duplicates { get; init; }

    /// <summary>Rows that are no tasks. Many of them mean that the file is not what the squid expects.</summary>
    public long Invalid { get; init; }
}
