namespace Lobstr.Reactive;

/// <summary>A tracked upload as a store keeps it.</summary>
public sealed record StoredUpload
{
    /// <summary>Which upload; unique within its account, and compared letter by letter. At most 64 characters.</summary>
    public required string TrackingId { get; init; }

    /// <summary>How often the record has been changed; from 1, higher with each change.</summary>
    public required long Version { get; init; }

    /// <summary>
    /// What the tracker knows of the upload: text, JSON today, which names its own format. Kept as it is. Null: the record is deleted.
    /// </summary>
    public required string? Content { get; init; }
}
