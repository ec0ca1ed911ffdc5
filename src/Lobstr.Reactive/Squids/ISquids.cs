namespace Lobstr.Reactive;

/// <summary>Squids: <c>squids</c>, and what their crawlers take.</summary>
/// <remarks>
/// Thread-safe. Ids are letters, digits, '-' and '_'; anything else is an <see cref="ArgumentException"/> at the call. The methods wait
/// for the request budget, are sent from an action of the client's scheduler, and retry nothing; <see cref="ListAsync"/> and
/// <see cref="CheckAsync"/> retry as they say.
/// </remarks>
public interface ISquids
{
    /// <summary>Asks once for a squid.</summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>The squid as it is.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error, with 404 if it knows no such squid.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Squid> GetAsync(string squidId, CancellationToken cancellationToken = default);

    /// <summary>The squids of the account.</summary>
    /// <param name="name">Those of this name; null or empty: all.</param>
    /// <param name="cancellationToken">Ends the wait and the request.</param>
    /// <returns>
    /// The squids, page after page of 100: the next page is asked for when a squid of it is, one request at a time. Transient faults are
    /// retried as <see cref="LobstrClientOptions.Retry"/> says, a 429 is waited out. The enumeration throws the errors of
    /// <see cref="GetAsync"/>, and after the squids that came <see cref="ResultsTruncatedException"/> if the service withholds the others,
    /// or <see cref="LobstrProtocolException"/> if they are fewer than announced.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<Squid> ListAsync(string? name = null, CancellationToken cancellationToken = default);

    /// <summary>Changes settings of a squid. A new squid runs only after its parameters have been set once.</summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <param name="settings">What to change; what is null is left as it is. Read during the call.</param>
    /// <param name="cancellationToken">Ends the wait and the request; what the service has taken stays.</param>
    /// <returns>The squid with its new settings. Sent once, and never again.</returns>
    /// <exception cref="ArgumentException">The id cannot be one, or a setting is outside its range; the message names it.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429); nothing was changed.</exception>
    /// <exception cref="LobstrApiException">The service refuses; the message says so if it may have taken it all the same.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means; it may have been taken.</exception>
    /// <exception cref="HttpRequestException">The network failed; the message says so if it may have been taken.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>; it may have been taken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<Squid> ConfigureAsync(string squidId, SquidSettings settings, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the tasks of a squid, and their results. Before a second upload: a run works on all tasks that there are, and bills them.
    /// Not during a run.
    /// </summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <param name="type">Which tasks; default <see cref="SquidTaskType.Url"/>.</param>
    /// <param name="cancellationToken">Ends the wait and the request; what the service has deleted is gone.</param>
    /// <returns>How many tasks were deleted. Sent once, and never again.</returns>
    /// <exception cref="ArgumentException">The id cannot be one, or there is no such type.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrRateLimitException">The service has had too many requests (429); nothing was deleted.</exception>
    /// <exception cref="LobstrApiException">The service refuses, as it does during a run.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means; it may have been taken.</exception>
    /// <exception cref="HttpRequestException">The network failed; the message says so if it may have been taken.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>; it may have been taken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<long> EmptyAsync(string squidId, SquidTaskType type = SquidTaskType.Url, CancellationToken cancellationToken = default);

    /// <summary>Compares the header of a file of tasks with what the crawler of a squid takes, before it is sent. Judges no row.</summary>
    /// <param name="squidId">The id of the squid.</param>
    /// <param name="file">The file, opened once more for this. Its first line is read and no other: names between commas or, in a <c>.tsv</c>, tabs, in quotes or not.</param>
    /// <param name="cancellationToken">Ends the reading, the wait and the requests.</param>
    /// <returns>
    /// Which columns are unknown, and which are missing. Two requests, for the squid and for the parameters of its crawler; transient faults
    /// are retried as <see cref="LobstrClientOptions.Retry"/> says, a 429 is waited out.
    /// </returns>
    /// <exception cref="ArgumentException">The id cannot be one, or the file is null.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is empty, or its first line is, is longer than 64 KiB, is not UTF-8, or has a quote that is not closed; nothing was sent.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; nothing was sent.</exception>
    /// <exception cref="LobstrAuthenticationException">The service refuses the key (401, 403).</exception>
    /// <exception cref="LobstrApiException">The service answered with another error, with 404 if it knows no such squid.</exception>
    /// <exception cref="LobstrProtocolException">The answer cannot be what the service means, or names no crawler.</exception>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="TimeoutException">There was no answer within <see cref="LobstrClientOptions.RequestTimeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    Task<TaskFileCheck> CheckAsync(string squidId, TaskFile file, CancellationToken cancellationToken = default);
}
