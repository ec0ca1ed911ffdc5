using Lobstr.Reactive.Hosting;

public sealed class Handler : IUploadHandler
{
    public static TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        Console.WriteLine($"handled {upload.Label}: {upload.State}");
        Called.TrySetResult();
        return Task.CompletedTask;
    }

    public Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken) => OnSucceededAsync(upload, cancellationToken);
}
