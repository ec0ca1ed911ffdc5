using Lobstr.Reactive.Hosting;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>An upload as it is shown.</summary>
internal sealed record UploadView
{
    public required string FileName { get; init; }

    public required TrackedUploadState State { get; init; }

    /// <summary>The state in the service's own word; null: it has not said any yet.</summary>
    public string? RawState { get; init; }

    public string? SquidId { get; init; }

    public string? UploadTaskId { get; init; }

    public UploadMeta? Counts { get; init; }

    public string? Error { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public long? Sent { get; init; }

    public long? Size { get; init; }

    /// <summary>The run that has its tasks; null: there is none yet.</summary>
    public string? RunId { get; init; }

    public static UploadView Of(TrackedUpload upload, OutgoingFile? file, Run? run) => new()
    {
        FileName = UploadLabel.Parse(upload.Label).FileName,
        State = upload.State,
        RawState = upload.Status?.RawState,
        SquidId = upload.SquidId,
        UploadTaskId = upload.UploadTaskId,
        Counts = upload.Status?.Meta,
        Error = upload.LastError,
        CreatedAt = upload.CreatedAt,
        EndedAt = upload.State is TrackedUploadState.Sending or TrackedUploadState.Watching or TrackedUploadState.MayHaveBeenSent ? null : upload.ChangedAt,
        Sent = file?.Sent,
        Size = file?.Size,
        RunId = run?.Id,
    };
}
