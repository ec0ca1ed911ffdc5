namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A store that counts what is asked of it, fails for a while, and says when it has what is waited for.</summary>
/// <param name="firstFailure">Which write is the first to fail.</param>
/// <param name="failures">How many fail in a row.</param>
/// <param name="isAwaited">Which records are waited for.</param>
/// <param name="enough">How many of them.</param>
internal sealed class CountingStore(int firstFailure, int failures, Predicate<StoredUpload> isAwaited, int enough) : IUploadStore
{
    private readonly InMemoryUploadStore _inner = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;
    private int _reads;
    private int _awaited;

    public int Writes => Volatile.Read(ref _writes);

    public int Reads => Volatile.Read(ref _reads);

    public Task WhenReached => _reached.Task;

    public Task<IReadOnlyList<StoredUpload>> ReadAsync(string account, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return _inner.ReadAsync(account, cancellationToken);
    }

    public async Task WriteAsync(string account, IReadOnlyList<StoredUpload> batch, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _writes);
        if (number >= firstFailure && number < firstFailure + failures)
            throw new IOException("disk full");
        await _inner.WriteAsync(account, batch, cancellationToken).ConfigureAwait(false);
        _awaited += batch.Count(record => isAwaited(record));
        if (_awaited >= enough)
            _reached.TrySetResult();
    }
}
