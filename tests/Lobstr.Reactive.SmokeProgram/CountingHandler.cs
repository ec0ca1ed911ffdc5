using Lobstr.Reactive.Hosting;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Says when it was called for the first time.</summary>
internal sealed class CountingHandler : IUploadHandler
{
    private static readonly TaskCompletionSource<TrackedUpload> First = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task<TrackedUpload> Called => First.Task;

    public static int Calls { get; private set; }

    public Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        Calls++;
        First.TrySetResult(upload);
        return Task.CompletedTask;
    }

    public Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken) => OnSucceededAsync(upload, cancellationToken);
}
