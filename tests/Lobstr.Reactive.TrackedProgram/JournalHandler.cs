using Lobstr.Reactive.Hosting;

namespace Lobstr.Reactive.TrackedProgram;

/// <summary>Notes each call before it does anything, and takes a moment, so that the program can be killed within.</summary>
internal sealed class JournalHandler(Journal journal) : IUploadHandler
{
    public Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken) => HandleAsync(upload);

    public Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken) => HandleAsync(upload);

    private async Task HandleAsync(TrackedUpload upload)
    {
        journal.Write($"handler {upload.TrackingId} {upload.Label} {upload.State}");
        await Task.Delay(Random.Shared.Next(20));
    }
}
