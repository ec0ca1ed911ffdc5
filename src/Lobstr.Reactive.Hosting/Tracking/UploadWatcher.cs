using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Lobstr.Reactive.Hosting;

/// <summary>
/// Watches uploads until they have ended. A watch that ends otherwise is followed by another one after a growing delay: a key that is being
/// rotated, or a service that is down, fails nothing.
/// </summary>
internal sealed class UploadWatcher(
    IUploads uploads, UploadRegister register, IScheduler scheduler, UploadTrackingOptions options, Action<TrackedEntry> onEnded, ScopedLogger logger)
{
    private volatile bool _isStopped;

    public void Begin(TrackedEntry entry)
    {
        var watch = new SingleAssignmentDisposable();
        if (!TrySet(entry, watch, out string? uploadTaskId))
            return;
        IObservable<UploadStatus> statuses;
        try
        {
            statuses = uploads.Watch(uploadTaskId!, options.Watch);
        }
        catch (Exception error)
        {
            // What is in the store is no id: nobody but its own error will say so.
            OnFault(entry, watch, error);
            return;
        }
        watch.Disposable = statuses.Subscribe(new WatchObserver(this, entry, watch));
    }

    /// <summary>Ends all watches.</summary>
    public void Stop()
    {
        _isStopped = true;
        foreach (TrackedEntry entry in register.Entries)
        {
            register.Under(entry, static stopped =>
            {
                IDisposable? watch = stopped.Watch;
                stopped.Watch = null;
                return watch;
            })?.Dispose();
        }
    }

    public void OnStatus(TrackedEntry entry, IDisposable watch, UploadStatus status) =>
        register.Change(entry, WriteUrgency.Soon, state =>
        {
            if (entry.Watch != watch)
                return null;
            entry.WatchFailures = 0;
            return new EntryState(state.Upload with { Status = status });
        });

    public void OnEnd(TrackedEntry entry, IDisposable watch, TrackedUploadState end, UploadStatus? status, string? reason)
    {
        StoreTicket? ended = register.Change(entry, WriteUrgency.Prompt, state =>
        {
            if (entry.Watch != watch)
                return null;
            entry.Watch = null;
            entry.WatchFailures = 0;
            return new EntryState(state.Upload with { State = end, Status = status ?? state.Upload.Status }, reason);
        });
        if (ended is not null)
            onEnded(entry);
    }

    public void OnFault(TrackedEntry entry, IDisposable watch, Exception fault)
    {
        if (_isStopped)
            return;
        int failures = 0;
        StoreTicket? failed = register.Change(entry, WriteUrgency.Soon, state =>
        {
            if (entry.Watch != watch)
                return null;
            failures = ++entry.WatchFailures;
            return state with { Reason = fault.Message };
        });
        if (failed is null)
            return;
        // The service may ask for more, such as for a pause that the client does not wait out: but no scheduler takes any delay.
        TimeSpan asked = Clock.Min(AnswerClassifier.RetryAfterOf(fault) ?? TimeSpan.Zero, Clock.LongestDelay);
        TimeSpan delay = Clock.Max(options.DelayAfter(failures), asked);
        logger.About(entry.State.Upload).TrackedWatchFailed(entry.TrackingId, failures, delay, fault);
        var timer = new SingleAssignmentDisposable();
        if (!TrySet(entry, timer, out _))
            return;
        if (scheduler.TryScheduleWithoutContext((Watcher: this, entry), delay, static next => next.Watcher.Begin(next.entry), out IDisposable? scheduled) is null)
            timer.Disposable = scheduled;
    }

    private bool TrySet(TrackedEntry entry, IDisposable watch, out string? uploadTaskId)
    {
        (bool isSet, uploadTaskId) = register.Under(entry, current =>
        {
            TrackedUpload upload = current.State.Upload;
            if (_isStopped || current.IsForgotten || upload.State is not TrackedUploadState.Watching)
                return (false, null);
            current.Watch = watch;
            return (true, upload.UploadTaskId);
        });
        return isSet;
    }
}
