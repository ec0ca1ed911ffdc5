namespace Lobstr.Reactive;

/// <summary>The uploads of a client.</summary>
internal sealed class UploadsClient(
    ServiceConnection service, RequestQueue queue, RequestFamily family, TimeSpan requestTimeout) : IUploads
{
    public RequestQueue Queue => queue;

    public RequestFamily Family => family;

    public TimeSpan RequestTimeout => requestTimeout;

    public Task<UploadStatus> GetStatusAsync(string uploadTaskId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(uploadTaskId);
        return new Call<UploadStatus>(
            queue, family, uploadTaskId, requestTimeout, token => AskAsync(uploadTaskId, null, token))
            .Start(cancellationToken);
    }

    public IObservable<UploadStatus> Watch(string uploadTaskId, WatchOptions? options = null)
    {
        ResourceId.Check(uploadTaskId);
        return new WatchObservable<UploadStatus>(
            () => queue, _ => Find(uploadTaskId), WatchOptions.Checked(options, nameof(options)), UploadRules.Instance);
    }

    public Task<Answer<UploadStatus>> AskAsync(string id, UploadStatus? last, CancellationToken cancellationToken) =>
        service.GetAsync(UploadResource.Instance, id, last, cancellationToken);

    private Poll<UploadStatus> Find(string id) =>
        family.Polls.TryGetValue(id, out Request? poll) ? (Poll<UploadStatus>)poll : new UploadPoll(this, id);
}
