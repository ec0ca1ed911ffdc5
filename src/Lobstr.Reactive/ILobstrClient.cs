namespace Lobstr.Reactive;

/// <summary>A client of lobstr.io with one API key. An interface for those who fake it in tests.</summary>
public interface ILobstrClient
{
    /// <summary>Uploads of tasks.</summary>
    IUploads Uploads { get; }

    /// <summary>Runs of squids, and what they found.</summary>
    IRuns Runs { get; }

    /// <summary>Squids: their settings, and what they are given.</summary>
    ISquids Squids { get; }

    /// <summary>What happens on this client, to its requests, watches and budget, as it happens.</summary>
    /// <remarks>
    /// Hot: a subscriber sees what happens from then on, in order. OnNext is called from actions of the client's scheduler;
    /// OnCompleted when the client is disposed, whose watches' ends are not told any more; OnError never. Each subscriber has a buffer
    /// of 1,024 events, of which the oldest are dropped when it is full, and an <see cref="EventsDropped"/> says how many: a slow or
    /// throwing subscriber delays and ends nothing but itself. Costs nothing while nobody
    /// is subscribed. Dispose ends the subscription.
    /// </remarks>
    IObservable<LobstrEvent> Events { get; }

    /// <summary>Asks once what the account has, and has used.</summary>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The balance. Waits for what the rate limit headers of the service allow, and retries nothing.</returns>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Balance> GetBalanceAsync(CancellationToken cancellationToken = default);
}
