namespace Lobstr.Reactive.Hosting;

/// <summary>A tracked upload as it stands: a snapshot.</summary>
public sealed record TrackedUpload
{
    /// <summary>Its own id, the same for ever: what a handler is idempotent by. 32 hex digits.</summary>
    public required string TrackingId { get; init; }

    /// <summary>The id that the service gave it; null as long as it has none.</summary>
    public string? UploadTaskId { get; init; }

    /// <summary>The squid that its file was sent to; null if only the upload's id is known.</summary>
    public string? SquidId { get; init; }

    /// <summary>What the caller calls it; null: nothing. Kept as it is.</summary>
    public string? Label { get; init; }

    /// <summary>Its state.</summary>
    public required TrackedUploadState State { get; init; }

    /// <summary>The last status that the service gave; null if there was none yet.</summary>
    public UploadStatus? Status { get; init; }

    /// <summary>
    /// What went wrong last and has not come right since: of its sending, its watch, or its handler. Null: nothing. It may repeat words of
    /// the service, and never the API key.
    /// </summary>
    public string? LastError { get; init; }

    /// <summary>
    /// Whether the return of its handler has been stored: it is not called again for this outcome. What has ended is handled at once if
    /// there is no handler.
    /// </summary>
    public bool IsHandled { get; init; }

    /// <summary>When it was first tracked, on the client's scheduler.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed, on the client's scheduler.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
