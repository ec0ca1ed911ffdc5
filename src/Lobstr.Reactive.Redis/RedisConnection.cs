using StackExchange.Redis;

namespace Lobstr.Reactive.Redis;

/// <summary>A connection that was given, or one that is made when it is first wanted. Whoever wants it while the server is out of reach hears so at once.</summary>
internal sealed class RedisConnection : IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<Task<IConnectionMultiplexer>>? _connect;
    private Task<IConnectionMultiplexer>? _redis;
    private bool _isDisposed;

    private RedisConnection(Func<Task<IConnectionMultiplexer>>? connect, Task<IConnectionMultiplexer>? redis) => (_connect, _redis) = (connect, redis);

    /// <summary>The caller's.</summary>
    public static RedisConnection Given(IConnectionMultiplexer redis)
    {
        ArgumentNullException.ThrowIfNull(redis);
        return new(connect: null, Task.FromResult(redis));
    }

    /// <summary>One of its own. The first attempt begins at once, in the background; it goes on trying by itself.</summary>
    public static RedisConnection To(ConfigurationOptions configuration)
    {
        var connection = new RedisConnection(async () => await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false), redis: null);
        // Whoever asks first hears what has become of it.
        connection.Connecting().ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return connection;
    }

    /// <summary>The database, once the first attempt to connect has ended.</summary>
    /// <exception cref="RedisConnectionException">There is no connection.</exception>
    public async ValueTask<IDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IConnectionMultiplexer redis = await Connecting().WaitAsync(cancellationToken).ConfigureAwait(false);
        return redis.IsConnected
            ? redis.GetDatabase()
            : throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "There is no connection to the Redis server that keeps the shared budget.");
    }

    public void Dispose()
    {
        if (TryClose() is { } made)
            made.ContinueWith(static connected => connected.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        if (TryClose() is not { } made)
            return;
        await ((Task)made).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (made.IsCompletedSuccessfully)
            await (await made.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }

    private Task<IConnectionMultiplexer> Connecting()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(RedisSharedBudget));
            // An attempt that could not even begin (a host that has no address, say) is made again.
            if (_redis is null or { IsFaulted: true } or { IsCanceled: true })
                _redis = Task.Run(_connect!);
            return _redis;
        }
    }

    // What is to be disposed of: the connection, if it was made here.
    private Task<IConnectionMultiplexer>? TryClose()
    {
        lock (_lock)
        {
            bool isFirst = !_isDisposed;
            _isDisposed = true;
            return isFirst && _connect is not null ? _redis : null;
        }
    }
}
