namespace Lobstr.Reactive;

/// <summary>The uploads of a client.</summary>
internal sealed class UploadsClient(ResourceClient<UploadStatus> statuses) : IUploads
{
    public Task<UploadStatus> GetStatusAsync(string uploadTaskId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(uploadTaskId);
        return statuses.GetAsync(uploadTaskId, cancellationToken);
    }

    public IObservable<UploadStatus> Watch(string uploadTaskId, WatchOptions? options = null)
    {
        ResourceId.Check(uploadTaskId);
        return statuses.Watch(uploadTaskId, WatchOptions.Checked(options, nameof(options)), UploadRules.Instance);
    }
}
