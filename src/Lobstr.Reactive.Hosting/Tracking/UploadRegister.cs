using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting;

/// <summary>The tracked uploads of an account: each change goes to the store and to those who look on. Thread-safe.</summary>
/// <remarks>Nothing is called under its lock that is not ours: neither the scheduler nor an observer, nor the store.</remarks>
internal sealed partial class UploadRegister(StoreWriter writer, IScheduler scheduler, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TrackedEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedEntry> _byUpload = new(StringComparer.Ordinal);
    private ChangeSubscription[] _subscriptions = [];
    private bool _isCompleted;

    /// <summary>A snapshot, the oldest first.</summary>
    public IReadOnlyList<TrackedUpload> Uploads
    {
        get
        {
            lock (_lock)
                return Snapshot();
        }
    }

    /// <summary>All entries; a snapshot.</summary>
    public IReadOnlyList<TrackedEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries.Values];
        }
    }

    public TrackedEntry? Find(string trackingId)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(trackingId);
    }

    /// <summary>Looks at an entry, or changes what is only this process's, under the lock.</summary>
    public T Under<T>(TrackedEntry entry, Func<TrackedEntry, T> look)
    {
        lock (_lock)
            return look(entry);
    }

    /// <summary>Adds what was read from the store.</summary>
    public void Load(TrackedEntry entry)
    {
        lock (_lock)
        {
            _entries[entry.TrackingId] = entry;
            if (entry.State.Upload.UploadTaskId is { } uploadTaskId)
                _byUpload.TryAdd(uploadTaskId, entry);
        }
    }

    /// <summary>Stores a new upload that nobody sees yet.</summary>
    public StoreTicket AddIntent(TrackedEntry entry)
    {
        StoreTicket ticket = writer.Add(entry.TrackingId, entry.Version, entry.State, isIntent: true);
        writer.Wake(WriteUrgency.Immediate);
        return ticket;
    }

    /// <summary>Shows an upload that the store has taken.</summary>
    public void Show(TrackedEntry entry)
    {
        ChangeSubscription[] subscriptions;
        lock (_lock)
        {
            Load(entry);
            subscriptions = Tell(entry);
        }
        Wake(subscriptions);
    }

    /// <summary>Changes an upload, and has the change stored and told.</summary>
    /// <param name="entry">Which.</param>
    /// <param name="urgency">When it is stored.</param>
    /// <param name="change">What becomes of it; null: nothing. Called under the lock.</param>
    /// <returns>What becomes of the change; null if there was none, or the upload is forgotten.</returns>
    public StoreTicket? Change(TrackedEntry entry, WriteUrgency urgency, Func<EntryState, EntryState?> change)
    {
        DateTimeOffset now = scheduler.Now;
        ChangeSubscription[] subscriptions;
        StoreTicket ticket;
        lock (_lock)
        {
            if (entry.IsForgotten || change(entry.State) is not { } changed)
                return null;
            entry.State = changed.At(now);
            if (changed.Upload.UploadTaskId is { } uploadTaskId)
                _byUpload.TryAdd(uploadTaskId, entry);
            ticket = writer.Add(entry.TrackingId, ++entry.Version, entry.State);
            subscriptions = Tell(entry);
        }
        writer.Wake(urgency);
        Wake(subscriptions);
        return ticket;
    }

    /// <summary>Has something stored that is told only once the store has it.</summary>
    /// <returns>What becomes of it; null if it is out of date.</returns>
    public StoreTicket? Store(TrackedEntry entry, int generation, Func<EntryState, EntryState> change)
    {
        DateTimeOffset now = scheduler.Now;
        StoreTicket ticket;
        lock (_lock)
        {
            if (entry.IsForgotten || entry.Generation != generation)
                return null;
            ticket = writer.Add(entry.TrackingId, ++entry.Version, change(entry.State).At(now));
        }
        writer.Wake(WriteUrgency.Prompt);
        return ticket;
    }

    /// <summary>Tells what the store has now.</summary>
    /// <returns>Whether it still counts.</returns>
    public bool TryShowStored(TrackedEntry entry, int generation, Func<EntryState, EntryState> change)
    {
        DateTimeOffset now = scheduler.Now;
        ChangeSubscription[] subscriptions;
        lock (_lock)
        {
            if (entry.IsForgotten || entry.Generation != generation)
                return false;
            entry.State = change(entry.State).At(now);
            subscriptions = Tell(entry);
        }
        Wake(subscriptions);
        return true;
    }

    /// <summary>Forgets an upload, if it was tracked at all.</summary>
    /// <returns>What becomes of its record.</returns>
    public StoreTicket Remove(TrackedEntry entry)
    {
        StoreTicket ticket;
        IDisposable? watch;
        lock (_lock)
        {
            entry.IsForgotten = true;
            (watch, entry.Watch) = (entry.Watch, null);
            _entries.Remove(entry.TrackingId);
            if (entry.State.Upload.UploadTaskId is { } uploadTaskId && _byUpload.GetValueOrDefault(uploadTaskId) == entry)
                _byUpload.Remove(uploadTaskId);
            foreach (ChangeSubscription subscription in _subscriptions)
                subscription.Remove(entry.TrackingId);
            ticket = writer.Add(entry.TrackingId, ++entry.Version, state: null);
        }
        watch?.Dispose();
        writer.Wake(WriteUrgency.Prompt);
        return ticket;
    }

    private ChangeSubscription[] Tell(TrackedEntry entry)
    {
        foreach (ChangeSubscription subscription in _subscriptions)
            subscription.Add(entry.State.Upload);
        return _subscriptions;
    }

    private IReadOnlyList<TrackedUpload> Snapshot() => [.. _entries.Values.Select(entry => entry.State.Upload).OrderBy(upload => upload.CreatedAt)];

    private static void Wake(ChangeSubscription[] subscriptions)
    {
        foreach (ChangeSubscription subscription in subscriptions)
            subscription.Wake();
    }
}
