namespace Lobstr.Reactive.Hosting;

/// <summary>Tracked uploads in memory: the default. They outlive the tracker, and not the process.</summary>
/// <remarks>Thread-safe. Its tasks are complete when they are returned, so that it takes no virtual time.</remarks>
public sealed class InMemoryUploadStore : IUploadStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Account, string TrackingId), StoredUpload> _records = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUpload>> ReadAsync(string account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<StoredUpload>>(cancellationToken);
        lock (_lock)
            return Task.FromResult<IReadOnlyList<StoredUpload>>([.. _records.Where(record => record.Key.Account == account).Select(record => record.Value)]);
    }

    /// <inheritdoc/>
    public Task WriteAsync(string account, IReadOnlyList<StoredUpload> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(batch);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (_lock)
        {
            foreach (StoredUpload record in batch)
                Write((account, record.TrackingId), record);
        }
        return Task.CompletedTask;
    }

    private void Write((string Account, string TrackingId) key, StoredUpload record)
    {
        if (_records.TryGetValue(key, out StoredUpload? stored) && stored.Version >= record.Version)
            return;
        if (record.Content is null)
            _records.Remove(key);
        else
            _records[key] = record;
    }
}
