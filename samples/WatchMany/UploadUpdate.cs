namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>What a watch has to say about its upload: a new status, or what ended the watch early.</summary>
internal sealed record UploadUpdate
{
    public UploadUpdate(string uploadId, UploadStatus status) => (UploadId, Status) = (uploadId, status);

    public UploadUpdate(string uploadId, Exception error) => (UploadId, Error) = (uploadId, error);

    public string UploadId { get; }

    public UploadStatus? Status { get; }

    public Exception? Error { get; }
}
