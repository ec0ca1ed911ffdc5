namespace Lobstr.Reactive.Hosting;

/// <summary>Tells what a watch of a tracked upload sees. A last status is told with the end, and not before.</summary>
internal sealed class WatchObserver(UploadWatcher watcher, TrackedEntry entry, IDisposable watch) : IObserver<UploadStatus>
{
    private UploadStatus? _last;

    public void OnNext(UploadStatus value)
    {
        _last = value;
        if (!value.IsTerminal)
            watcher.OnStatus(entry, watch, value);
    }

    public void OnCompleted()
    {
        if (_last is { State: UploadState.Success })
            watcher.OnEnd(entry, watch, TrackedUploadState.Succeeded, _last, reason: null);
        else
            watcher.OnFault(entry, watch, new InvalidOperationException("The watch has ended before the upload has."));
    }

    public void OnError(Exception error)
    {
        switch (error)
        {
            case UploadFailedException failed:
                watcher.OnEnd(entry, watch, TrackedUploadState.Failed, failed.Status, failed.Message);
                break;
            case UploadNotFoundException:
                watcher.OnEnd(entry, watch, TrackedUploadState.NotFound, status: null, error.Message);
                break;
            default:
                watcher.OnFault(entry, watch, error);
                break;
        }
    }
}
