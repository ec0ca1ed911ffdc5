using System.Net;

namespace Lobstr.Reactive;

/// <summary>
/// The handler of a client that makes its own: no redirects, no cookies. .NET Framework renews the connections to a host for the
/// whole process or not at all; other runtimes that need this build do not renew them.
/// </summary>
internal static class ServiceHandler
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static HttpMessageHandler Create(Uri baseAddress)
    {
        ServicePointManager.FindServicePoint(baseAddress).ConnectionLeaseTimeout = (int)ConnectionLifetime.TotalMilliseconds;
        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            // Plain http is for loopback only, and then the key does not travel to a proxy either.
            UseProxy = !baseAddress.IsLoopback,
            UseCookies = false,
            // .NET Framework would open no more than two.
            MaxConnectionsPerServer = int.MaxValue,
        };
    }
}
