namespace Lobstr.Reactive.Hosting;

/// <summary>What a program does when a tracked upload has ended: starting the run, above all.</summary>
/// <remarks>
/// <para>
/// Each upload that ends is handled at least once. A call that throws is repeated after a growing delay, up to
/// <see cref="UploadTrackingOptions.HandlerRetries"/> times, and then again after the next start of the program. A call is not repeated once
/// its return has been stored; a process that is killed between the two repeats it. So be idempotent by
/// <see cref="TrackedUpload.TrackingId"/>: before a run is started, look with <see cref="IRuns.ListAsync"/> whether it has been.
/// </para>
/// <para>
/// Called from actions of the client's scheduler, with a DI scope of its own for each call, up to
/// <see cref="UploadTrackingOptions.MaxConcurrentHandlers"/> at a time and one at a time for an upload.
/// </para>
/// </remarks>
public interface IUploadHandler
{
    /// <summary>The upload has ended with SUCCESS.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancelled when the host does not wait any longer for its shutdown.</param>
    /// <returns>A task that ends when nothing is left to do for this upload.</returns>
    Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken);

    /// <summary>
    /// The upload has not succeeded: <see cref="TrackedUpload.State"/> is <see cref="TrackedUploadState.Failed"/>,
    /// <see cref="TrackedUploadState.NotFound"/>, <see cref="TrackedUploadState.Rejected"/> or
    /// <see cref="TrackedUploadState.MayHaveBeenSent"/>. The last of them is no end: once it is resolved, what it was resolved to is handled too.
    /// </summary>
    /// <param name="upload">The upload.</param>
    /// <param name="cancellationToken">Cancelled when the host does not wait any longer for its shutdown.</param>
    /// <returns>A task that ends when nothing is left to do for this upload.</returns>
    Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken);
}
