using System.Text.Json;

namespace Lobstr.Reactive.Hosting;

internal sealed partial class UploadTracker
{
    /// <summary>Reads what is stored, and goes on with it. Called again, it waits for the first call.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource started;
        lock (_lock)
        {
            // One that has failed is tried again.
            if (_started is { IsFaulted: false, IsCanceled: false })
                return _started.WaitAsync(cancellationToken);
            started = new TaskCompletionSource();
            _started = started.Task;
        }
        _ = StartAsync(started);
        return started.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends watching, and waits for sendings, handlers and the store until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task idle = _calls.CloseAsync();
        _watcher.Stop();
        // Handlers wait until their returns are stored: that must not wait for the store's next try.
        _ = _writer.DrainAsync();
        try
        {
            await idle.WaitAsync(cancellationToken).ConfigureAwait(false);
            await _writer.DrainAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _logger.ShutdownCutShort(_calls.Count);
        }
        End();
    }

    /// <summary>How it is.</summary>
    public TrackingHealth GetHealth()
    {
        int unfinished = 0, watches = 0, handlers = 0, givenUp = 0, mayHaveBeenSent = 0;
        string? watchError = null;
        foreach (TrackedEntry entry in _register.Entries)
        {
            TrackedUploadState state = entry.State.Upload.State;
            if (state is TrackedUploadState.Sending or TrackedUploadState.Watching)
                unfinished++;
            if (state is TrackedUploadState.MayHaveBeenSent)
                mayHaveBeenSent++;
            if (entry.WatchFailures > 0)
            {
                watches++;
                watchError = entry.State.Reason;
            }
            if (entry.IsGivenUp)
                givenUp++;
            else if (entry.HandlerFailures > 0 && !entry.State.Upload.IsHandled)
                handlers++;
        }
        return new TrackingHealth
        {
            Unfinished = unfinished,
            FailingWatches = watches,
            WatchError = watchError,
            FailingHandlers = handlers,
            GivenUpHandlers = givenUp,
            MayHaveBeenSent = mayHaveBeenSent,
            Unreadable = _unreadable,
            StoreError = _writer.Error?.Message,
        };
    }

    private void End()
    {
        _shutdown.CancelQuietly();
        _writer.Close();
        _register.Complete();
    }

    // For everybody who waits for it: whoever does not any longer ends nobody else's wait.
    private async Task StartAsync(TaskCompletionSource started)
    {
        try
        {
            List<TrackedEntry> entries = Read(await _store.ReadAsync(_account, _shutdown.Token).ConfigureAwait(false));
            foreach (TrackedEntry entry in entries)
                _register.Show(entry);
            foreach (TrackedEntry entry in entries)
                Resume(entry);
            _logger.TrackingStarted(entries.Count, entries.Count(entry => !entry.State.Upload.IsHandled));
        }
        catch (Exception error)
        {
            InlineTask.RunWithoutContext(() => started.TrySetException(error));
            _ = started.Task.Exception;
            return;
        }
        InlineTask.RunWithoutContext(() => started.TrySetResult());
    }

    private List<TrackedEntry> Read(IReadOnlyList<StoredUpload> records)
    {
        List<TrackedEntry> entries = new(records.Count);
        foreach (StoredUpload record in records.Where(record => record.Content is not null))
        {
            try
            {
                entries.Add(new TrackedEntry(StoredContentJson.Read(record.TrackingId, record.Content!), record.Version));
            }
            catch (JsonException error)
            {
                _unreadable++;
                _logger.About(record.TrackingId).Unreadable(record.TrackingId, error);
            }
        }
        return entries;
    }

    private void Resume(TrackedEntry entry)
    {
        TrackedUpload upload = entry.State.Upload;
        if (upload.State is TrackedUploadState.Sending)
        {
            const string Reason = "The program has ended while the file was being sent.";
            _register.Change(entry, WriteUrgency.Prompt, state =>
                new EntryState(state.Upload with { State = TrackedUploadState.MayHaveBeenSent }, Reason));
            _logger.About(upload).MayHaveBeenSent(upload.TrackingId, upload.SquidId);
        }
        _watcher.Begin(entry);
        _handlers.Begin(entry);
        _retention.Keep(entry);
    }

    private async Task<Call> BeginAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_calls.TryBegin())
            throw new ObjectDisposedException(nameof(IUploadTracker), "The program is shutting down: no upload is tracked any more.");
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _calls.End();
            throw;
        }
        return new Call(_calls);
    }

    private readonly struct Call(ActiveCalls calls) : IDisposable
    {
        public void Dispose() => calls.End();
    }
}
