namespace Lobstr.Reactive.Hosting;

/// <summary>Uploads that are watched as the settings say, if a watch has no options of its own.</summary>
internal sealed class AccountUploads(IUploads uploads, WatchOptions watch) : IUploads
{
    public Task<UploadStatus> GetStatusAsync(string uploadTaskId, CancellationToken cancellationToken = default) =>
        uploads.GetStatusAsync(uploadTaskId, cancellationToken);

    public IObservable<UploadStatus> Watch(string uploadTaskId, WatchOptions? options = null) => uploads.Watch(uploadTaskId, options ?? watch);

    public IAsyncEnumerable<UploadStatus> WatchAsync(string uploadTaskId, WatchOptions? options = null, CancellationToken cancellationToken = default) =>
        uploads.WatchAsync(uploadTaskId, options ?? watch, cancellationToken);

    public void AskNow(string uploadTaskId) => uploads.AskNow(uploadTaskId);

    public Task<string> SendAsync(string squidId, TaskFile file, CancellationToken cancellationToken = default) =>
        uploads.SendAsync(squidId, file, cancellationToken);

    public IObservable<UploadStatus> SendAndWatch(string squidId, TaskFile file, WatchOptions? options = null) =>
        uploads.SendAndWatch(squidId, file, options ?? watch);
}
