using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>
/// Writes changed uploads in batches, from actions of its own: whoever has changed one never waits for the store on the way. What the
/// store does not take is written again after a growing delay. Thread-safe.
/// </summary>
internal sealed class StoreWriter(IUploadStore store, string account, IScheduler scheduler, UploadTrackingOptions options, ILogger logger)
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Dictionary<string, PendingWrite> _pending = [];
    private TaskCompletionSource? _drained;
    private bool _isWriting;
    private bool _isClosed;
    // Which timer counts: those that an earlier one has overtaken come to nothing.
    private long _timerNumber;
    private TimeSpan? _timerDelay;
    private int _failures;
    private Exception? _error;

    /// <summary>Why the store has refused the last batch; null: it has not.</summary>
    public Exception? Error => Volatile.Read(ref _error);

    /// <summary>Adds what the register has changed under its lock; whoever has done so calls <see cref="Wake"/> afterwards, without it.</summary>
    public StoreTicket Add(string trackingId, long version, EntryState? state, bool isIntent = false)
    {
        var ticket = new StoreTicket();
        var write = new PendingWrite(trackingId, version, state, isIntent, [ticket]);
        lock (_lock)
            _pending[trackingId] = _pending.TryGetValue(trackingId, out PendingWrite? waiting) ? write.MergedWith(waiting) : write;
        return ticket;
    }

    /// <summary>Sees to it that what was added is written.</summary>
    public void Wake(WriteUrgency urgency)
    {
        TimeSpan delay;
        lock (_lock)
            delay = _failures > 0 && urgency < WriteUrgency.Immediate ? options.DelayAfter(_failures)
                : urgency == WriteUrgency.Soon ? Gathering
                : TimeSpan.Zero;
        SetTimer(delay);
    }

    /// <summary>Completes when nothing is left to be written.</summary>
    public Task DrainAsync()
    {
        TaskCompletionSource drained;
        lock (_lock)
        {
            if (_pending.Count == 0 && !_isWriting)
                return Task.CompletedTask;
            drained = _drained ??= new TaskCompletionSource();
        }
        Wake(WriteUrgency.Immediate);
        return drained.Task;
    }

    /// <summary>Tries nothing again that fails from now on, nor what has failed.</summary>
    public void Close()
    {
        lock (_lock)
            _isClosed = true;
    }

    // An earlier timer that is set already stays.
    private void SetTimer(TimeSpan delay)
    {
        long number;
        lock (_lock)
        {
            if (_isWriting || _pending.Count == 0 || _timerDelay <= delay)
                return;
            _timerDelay = delay;
            number = ++_timerNumber;
        }
        // A scheduler that is gone takes nothing any more: what is left is written here.
        if (scheduler.TryScheduleWithoutContext((Writer: this, number), delay, static timer => timer.Writer.OnTimer(timer.number), out _) is not null)
            OnTimer(number);
    }

    private void OnTimer(long number)
    {
        List<PendingWrite> batch;
        lock (_lock)
        {
            if (number != _timerNumber || _isWriting)
                return;
            _timerDelay = null;
            batch = [.. _pending.Values.Take(BatchSize)];
            if (batch.Count == 0)
                return;
            foreach (PendingWrite write in batch)
                _pending.Remove(write.TrackingId);
            _isWriting = true;
        }
        _ = WriteAsync(batch);
    }

    private async Task WriteAsync(List<PendingWrite> batch)
    {
        Exception? error = null;
        try
        {
            await store.WriteAsync(account, [.. batch.Select(write => write.ToRecord())], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception refused)
        {
            error = refused;
        }
        OnWritten(batch, error);
    }

    private void OnWritten(List<PendingWrite> batch, Exception? error)
    {
        TaskCompletionSource? drained = null;
        int failures;
        WriteUrgency urgency;
        bool isClosed;
        lock (_lock)
        {
            _isWriting = false;
            isClosed = _isClosed;
            (failures, _failures) = (_failures, error is null ? 0 : _failures + 1);
            _error = error;
            // What came meanwhile may be awaited; it is not worth finding out.
            urgency = error is null ? WriteUrgency.Prompt : WriteUrgency.Soon;
            if (_pending.Values.Any(write => write.IsIntent))
                urgency = WriteUrgency.Immediate;
            if (error is not null)
            {
                foreach (PendingWrite write in batch.Where(write => !write.IsIntent))
                    _pending[write.TrackingId] = _pending.TryGetValue(write.TrackingId, out PendingWrite? newer) ? newer.MergedWith(write) : write;
            }
            if (_pending.Count == 0)
                (drained, _drained) = (_drained, null);
        }
        if (error is not null)
            logger.StoreFailed(failures + 1, error);
        else if (failures > 0)
            logger.StoreRecovered();
        if (error is null || !isClosed)
            Wake(urgency);
        foreach (StoreTicket ticket in batch.SelectMany(write => write.Tickets))
            ticket.Complete(error);
        if (drained is not null)
            InlineTask.RunWithoutContext(() => drained.TrySetResult());
    }
}
