using System.Reactive.Linq;

namespace Lobstr.Reactive;

/// <summary>The uploads of a client.</summary>
internal sealed class UploadsClient(ResourceClient<UploadStatus> statuses, ResourceClient<string> tickets) : IUploads
{
    // A service may take a moment to learn of an upload that it has just accepted.
    private static readonly TimeSpan GraceAfterSending = TimeSpan.FromSeconds(30);

    public Task<UploadStatus> GetStatusAsync(string uploadTaskId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(uploadTaskId);
        return statuses.GetAsync(uploadTaskId, cancellationToken);
    }

    public IObservable<UploadStatus> Watch(string uploadTaskId, WatchOptions? options = null)
    {
        ResourceId.Check(uploadTaskId);
        return statuses.Watch(uploadTaskId, WatchOptions.Validate(options, nameof(options)), UploadRules.Instance);
    }

    public IAsyncEnumerable<UploadStatus> WatchAsync(string uploadTaskId, WatchOptions? options = null, CancellationToken cancellationToken = default) =>
        Watch(uploadTaskId, options).Pull(cancellationToken);

    public Task<string> SendAsync(string squidId, TaskFile file, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        ArgumentNullException.ThrowIfNull(file);
        return tickets.PostAsync(squidId, (progress, token) => OpenForm(squidId, file, progress, token), cancellationToken);
    }

    public IObservable<UploadStatus> SendAndWatch(string squidId, TaskFile file, WatchOptions? options = null)
    {
        ResourceId.Check(squidId);
        ArgumentNullException.ThrowIfNull(file);
        WatchOptions watch = WatchOptions.Validate(options, nameof(options));
        watch = watch with { NotFoundGrace = Clock.Max(watch.NotFoundGrace, GraceAfterSending) };
        return tickets
            .Post(squidId, (progress, token) => OpenForm(squidId, file, progress, token), watch.Retry)
            .SelectMany(upload => statuses.Watch(upload, watch, UploadRules.Instance));
    }

    private static async Task<HttpContent> OpenForm(string squidId, TaskFile file, Action progress, CancellationToken cancellationToken)
    {
        TaskFileContent content = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        content.OnProgress = progress;
        return UploadForm.Create(squidId, file.FileName, content);
    }
}
