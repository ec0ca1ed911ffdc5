using StackExchange.Redis;

namespace Lobstr.Reactive.Redis;

/// <summary>
/// A request budget in Redis or Valkey: all clients with one API key whose <see cref="LobstrClientOptions.SharedBudget"/> leads to one server are one client to the
/// service, whichever machines they are on.
/// </summary>
/// <remarks>
/// <para>
/// Two script calls a request and one a wait, by EVALSHA and EVAL alone, on the server's clock. The keys of an account begin with <c>{lobstr:</c> and a hash of its API
/// key, lie on one node of a cluster, and expire; the key itself is never stored.
/// </para>
/// <para>
/// While there is no connection a call fails at once, and so its client goes on within a part of the cap (<see cref="RedisSharedBudgetOptions.FallbackShare"/>) until
/// there is one. A server that comes back empty gives no permit for a window.
/// </para>
/// <para>Thread-safe: one is enough for all clients of a program.</para>
/// </remarks>
public sealed class RedisSharedBudget : ISharedBudget, IAsyncDisposable, IDisposable
{
    private readonly RedisSharedBudgetOptions _options;
    private readonly RedisConnection _connection;

    /// <summary>A budget on a server that the program is connected to.</summary>
    /// <param name="redis">The connection; it stays the caller's, and is not disposed.</param>
    /// <param name="options">How the budget is kept; default: new options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="redis"/> is null.</exception>
    public RedisSharedBudget(IConnectionMultiplexer redis, RedisSharedBudgetOptions? options = null)
        : this(RedisConnection.Given(redis), options)
    {
    }

    internal RedisSharedBudget(RedisConnection connection, RedisSharedBudgetOptions? options)
    {
        _connection = connection;
        _options = options ?? new RedisSharedBudgetOptions();
    }

    /// <inheritdoc/>
    public double FallbackShare => _options.FallbackShare;

    /// <inheritdoc/>
    /// <remarks>What has been sent to the server is not cancelled: a permit that comes all the same can be given back, one that nobody hears of lasts as long as its lease.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RedisException">The server is out of reach, or refuses.</exception>
    /// <exception cref="TimeoutException">It did not answer in the time that the connection allows, by default 5 s.</exception>
    /// <exception cref="ObjectDisposedException">The budget has been disposed.</exception>
    public async ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        IDatabase database = await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        RedisResult answer = await BudgetScript.Acquire
            .RunAsync(database, BudgetKeys.Of(_options.KeyPrefix, request.Member), BudgetArguments.Of(request, _options.Lease)).ConfigureAwait(false);
        return BudgetAnswer.Read(answer);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="release"/> is null.</exception>
    /// <exception cref="RedisException">The server is out of reach, or refuses: the permit comes back when its lease ends.</exception>
    /// <exception cref="ObjectDisposedException">The budget has been disposed.</exception>
    public async ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        IDatabase database = await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await BudgetScript.Release
            .RunAsync(database, BudgetKeys.Of(_options.KeyPrefix, release.Member), BudgetArguments.Of(release)).ConfigureAwait(false);
    }

    /// <summary>Closes the connection if it was made here, and leaves alone what was given. What is under way fails.</summary>
    public void Dispose() => _connection.Dispose();

    /// <inheritdoc cref="Dispose"/>
    /// <returns>A task that ends when it is closed.</returns>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
