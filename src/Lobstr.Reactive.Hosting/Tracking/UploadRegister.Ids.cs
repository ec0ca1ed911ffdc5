namespace Lobstr.Reactive.Hosting;

internal sealed partial class UploadRegister
{
    // Uploads that are being added: whoever adds the same one waits for the first.
    private readonly Dictionary<string, Task<TrackedEntry>> _adding = new(StringComparer.Ordinal);

    /// <summary>The entry of an upload, or the task that is about to add it, or none: then the caller's task adds it.</summary>
    public Task<TrackedEntry>? FindOrReserve(string uploadTaskId, Task<TrackedEntry> added)
    {
        lock (_lock)
        {
            if (_byUpload.TryGetValue(uploadTaskId, out TrackedEntry? entry))
                return Task.FromResult(entry);
            if (_adding.TryGetValue(uploadTaskId, out Task<TrackedEntry>? other))
                return other;
            _adding.Add(uploadTaskId, added);
            return null;
        }
    }

    public void Release(string uploadTaskId)
    {
        lock (_lock)
            _adding.Remove(uploadTaskId);
    }

    /// <summary>Gives an upload that may have been sent the id under which the service has it, or none.</summary>
    /// <param name="entry">The upload.</param>
    /// <param name="uploadTaskId">Its id; null: the service has not taken it.</param>
    /// <returns>What becomes of the change; null if the very same was said before.</returns>
    /// <exception cref="InvalidOperationException">It is in another state, or the id is another's.</exception>
    public StoreTicket? Resolve(TrackedEntry entry, string? uploadTaskId) =>
        Change(entry, WriteUrgency.Immediate, state =>
        {
            TrackedUpload upload = state.Upload;
            if (upload.State is not TrackedUploadState.MayHaveBeenSent)
            {
                bool isSame = uploadTaskId is null ? upload.State is TrackedUploadState.Rejected : upload.UploadTaskId == uploadTaskId;
                return isSame ? null : throw new InvalidOperationException(
                    $"The upload {upload.TrackingId} is {upload.State}; only one that is {nameof(TrackedUploadState.MayHaveBeenSent)} can be resolved.");
            }
            if (uploadTaskId is not null && _byUpload.TryGetValue(uploadTaskId, out TrackedEntry? other))
            {
                throw new InvalidOperationException(
                    $"The upload {uploadTaskId} is tracked already, as {other.TrackingId}: forget one of them.");
            }
            entry.Generation++;
            entry.HandlerFailures = 0;
            entry.IsGivenUp = false;
            return uploadTaskId is null
                ? new EntryState(upload with { State = TrackedUploadState.Rejected, IsHandled = false }, state.Reason)
                : new EntryState(upload with { State = TrackedUploadState.Watching, UploadTaskId = uploadTaskId, IsHandled = false });
        });
}
