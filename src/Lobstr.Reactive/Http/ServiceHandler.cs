namespace Lobstr.Reactive;

/// <summary>The handler of a client that makes its own: no redirects, no cookies, connections that are renewed.</summary>
internal static class ServiceHandler
{
    // What the connection pool may keep of the service's addresses: its DNS may change.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static HttpMessageHandler Create(Uri baseAddress) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        // Plain http is for loopback only, and then the key does not travel to a proxy either.
        UseProxy = !baseAddress.IsLoopback,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
