using System.Diagnostics;

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
        // The request is sent from an action of the scheduler, where the caller's activity is not current any more.
        ActivityContext parent = Activity.Current?.Context ?? default;
        var plan = new CallPlan<UploadStatus>(
            uploadTaskId, requestTimeout, token => AskAsync(uploadTaskId, last: null, parent, token));
        return new TaskCall<UploadStatus>(queue, family, plan).Start(cancellationToken);
    }

    public IObservable<UploadStatus> Watch(string uploadTaskId, WatchOptions? options = null)
    {
        ResourceId.Check(uploadTaskId);
        return new WatchObservable<UploadStatus>(
            () => queue, _ => Find(uploadTaskId), WatchOptions.Checked(options, nameof(options)), UploadRules.Instance);
    }

    public Task<Answer<UploadStatus>> AskAsync(
        string id, UploadStatus? last, ActivityContext parent, CancellationToken cancellationToken) =>
        service.GetAsync(UploadResource.Instance, id, last, parent, cancellationToken);

    private Poll<UploadStatus> Find(string id) =>
        family.Polls.TryGetValue(id, out Request? poll) ? (Poll<UploadStatus>)poll : new UploadPoll(this, id);
}
