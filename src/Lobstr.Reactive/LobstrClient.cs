namespace Lobstr.Reactive;

/// <summary>The entry point: everything that is done with one API key, within one request budget.</summary>
/// <remarks>Thread-safe. Make one client per key and share it: only watches of one client share its budget.</remarks>
public sealed class LobstrClient : ILobstrClient, IDisposable
{
    /// <summary>A client with everything but the key at its default.</summary>
    /// <param name="apiKey">The API key; printable ASCII without spaces.</param>
    /// <exception cref="ArgumentException">The key cannot be one. The message does not repeat it.</exception>
    public LobstrClient(string apiKey) : this(new LobstrClientOptions { ApiKey = apiKey }) { }

    /// <summary>A client with an HttpClient of its own, which follows no redirect and keeps no cookies.</summary>
    /// <param name="options">The options, with an API key.</param>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public LobstrClient(LobstrClientOptions options) => throw null!;

    /// <summary>A client that sends with the caller's HttpClient, which it neither changes nor disposes.</summary>
    /// <param name="http">Sends the requests. Its base address is not used; its own timeout, in real time, still applies.</param>
    /// <param name="options">The options, with an API key.</param>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public LobstrClient(HttpClient http, LobstrClientOptions options) => throw null!;

    /// <inheritdoc/>
    public IUploads Uploads => throw null!;

    /// <inheritdoc/>
    public IObservable<RequestEvent> Events => throw null!;

    /// <summary>
    /// Ends everything that runs on this client with <see cref="ObjectDisposedException"/>, cancels the requests under way and
    /// sends no more. Idempotent, never throws, never blocks.
    /// </summary>
    public void Dispose() { }
}
