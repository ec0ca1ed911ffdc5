using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Hosting;

/// <summary>The tracked uploads of one account.</summary>
internal sealed partial class UploadTracker : IUploadTracker, IDisposable
{
    private readonly IUploads _uploads;
    private readonly IScheduler _scheduler;
    private readonly IUploadStore _store;
    private readonly string _account;
    private readonly ScopedLogger _logger;
    private readonly StoreWriter _writer;
    private readonly UploadRegister _register;
    private readonly UploadSender _sender;
    private readonly UploadWatcher _watcher;
    private readonly HandlerRunner _handlers;
    private readonly RetentionTimer _retention;
    private readonly ActiveCalls _calls = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly Lock _lock = new();
    private Task? _started;
    private int _unreadable;

    /// <param name="uploads">The uploads of the account's client.</param>
    /// <param name="scheduler">The client's scheduler.</param>
    /// <param name="store">Where they are kept.</param>
    /// <param name="account">The account's name in the store.</param>
    /// <param name="options">How they are tracked; what to watch with is spelled out.</param>
    /// <param name="handler">Handles what has ended; null: nothing does.</param>
    /// <param name="logger">Where it logs.</param>
    public UploadTracker(
        IUploads uploads, IScheduler scheduler, IUploadStore store, string account, UploadTrackingOptions options, HandlerCall? handler, ScopedLogger logger)
    {
        (_uploads, _scheduler, _store, _account, _logger) = (uploads, scheduler, store, account, logger);
        _writer = new StoreWriter(store, account, scheduler, options, logger);
        _register = new UploadRegister(_writer, scheduler, logger);
        _retention = new RetentionTimer(_register, scheduler, options.Retention);
        _handlers = new HandlerRunner(handler, _register, _calls, scheduler, options, _retention.Keep, logger, _shutdown.Token);
        _watcher = new UploadWatcher(uploads, _register, scheduler, options, _handlers.Begin, logger);
        _sender = new UploadSender(uploads, _register, _shutdown.Token);
        Changes = new UploadChanges(_register.Subscribe);
    }

    public IObservable<TrackedUpload> Changes { get; }

    public IReadOnlyCollection<TrackedUpload> Uploads => _register.Uploads;

    public async Task<TrackedUpload> SendAsync(string squidId, TaskFile file, string? label = null, CancellationToken cancellationToken = default)
    {
        // Cold, and so nothing but a check of the arguments.
        _ = _uploads.SendAndWatch(squidId, file);
        using Call call = await BeginAsync(cancellationToken).ConfigureAwait(false);
        TrackedEntry entry = NewEntry(TrackedUploadState.Sending, label, squidId, uploadTaskId: null);
        Exception? fault = await _sender.SendAsync(entry, squidId, file, cancellationToken).ConfigureAwait(false);
        TrackedUpload upload = _register.Under(entry, static current => current.State.Upload);
        switch (upload.State)
        {
            case TrackedUploadState.MayHaveBeenSent:
                _logger.About(upload).MayHaveBeenSent(upload.TrackingId, squidId);
                break;
            case TrackedUploadState.Rejected:
                _logger.About(upload).UploadRejected(upload.TrackingId, squidId, fault!);
                break;
            default:
                _watcher.Begin(entry);
                break;
        }
        _handlers.Begin(entry);
        if (fault is OperationCanceledException)
            cancellationToken.ThrowIfCancellationRequested();
        return upload;
    }

    public async Task<TrackedUpload> TrackAsync(string uploadTaskId, string? label = null, CancellationToken cancellationToken = default)
    {
        _ = _uploads.Watch(uploadTaskId);
        using Call call = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var added = new TaskCompletionSource<TrackedEntry>();
        while (_register.FindOrReserve(uploadTaskId, added.Task) is { } known)
        {
            try
            {
                return (await known.WaitAsync(cancellationToken).ConfigureAwait(false)).State.Upload;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever was about to add it has been cancelled: it is this call's turn.
            }
        }
        TrackedEntry entry = NewEntry(TrackedUploadState.Watching, label, squidId: null, uploadTaskId);
        try
        {
            await UploadSender.StoreIntentAsync(_register, entry, $"The upload {uploadTaskId} is not tracked", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _register.Release(uploadTaskId);
            InlineTask.RunWithoutContext(() => _ = error is OperationCanceledException ? added.TrySetCanceled() : added.TrySetException(error));
            _ = added.Task.Exception;
            throw;
        }
        _register.Release(uploadTaskId);
        _watcher.Begin(entry);
        InlineTask.RunWithoutContext(() => added.TrySetResult(entry));
        return entry.State.Upload;
    }

    public async Task<TrackedUpload> ResolveAsync(string trackingId, string? uploadTaskId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(trackingId);
        if (uploadTaskId is not null)
            _ = _uploads.Watch(uploadTaskId);
        using Call call = await BeginAsync(cancellationToken).ConfigureAwait(false);
        TrackedEntry entry = _register.Find(trackingId) ?? throw new KeyNotFoundException($"No upload '{trackingId}' is tracked.");
        if (_register.Resolve(entry, uploadTaskId) is not { } ticket)
            return entry.State.Upload;
        _watcher.Begin(entry);
        _handlers.Begin(entry);
        await ticket.Stored.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _register.Under(entry, static current => current.State.Upload);
    }

    public async Task ForgetAsync(string trackingId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(trackingId);
        using Call call = await BeginAsync(cancellationToken).ConfigureAwait(false);
        if (_register.Find(trackingId) is not { } entry)
            return;
        if (_register.Under(entry, static current => current.State.Upload.State) is TrackedUploadState.Sending)
            throw new InvalidOperationException($"The upload {trackingId} is being sent: cancel that first.");
        await _register.Remove(entry).Stored.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends everything at once: the host has not stopped it, or has done so before.</summary>
    public void Dispose()
    {
        _ = _calls.CloseAsync();
        _watcher.Stop();
        End();
    }

    private TrackedEntry NewEntry(TrackedUploadState state, string? label, string? squidId, string? uploadTaskId)
    {
        DateTimeOffset now = _scheduler.Now;
        var upload = new TrackedUpload
        {
            TrackingId = Guid.NewGuid().ToString("N"),
            UploadTaskId = uploadTaskId,
            SquidId = squidId,
            Label = label,
            State = state,
            CreatedAt = now,
            ChangedAt = now,
        };
        return new TrackedEntry(new EntryState(upload), version: 1);
    }
}
