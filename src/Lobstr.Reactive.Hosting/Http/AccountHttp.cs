using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>
/// The HttpClient of one account: the library's own retries, timeouts and budget, and so none of what the program gives to all clients.
/// </summary>
internal static class AccountHttp
{
    // What the connection pool may keep of the service's addresses: its DNS may change. So the handler itself can live for ever.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>What IHttpClientFactory knows it by.</summary>
    public static string NameOf(string account) => account.Length == 0 ? "Lobstr.Reactive" : $"Lobstr.Reactive:{account}";

    public static void Add(ILobstrBuilder account)
    {
        string name = account.Name;
        IHttpClientBuilder http = account.Services.AddHttpClient(NameOf(name));
        // By way of the builder: then defaults for all clients come before this, wherever in the program they stand, and what
        // ConfigureHttpClientBuilder adds comes after it.
        http.Services.Configure<HttpClientFactoryOptions>(http.Name, Reset);
        http.RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(services =>
                CreateHandler(services.GetRequiredService<IOptionsMonitor<LobstrHostingOptions>>().Get(name).BaseAddress));
    }

    private static void Reset(HttpClientFactoryOptions options)
    {
        options.HttpMessageHandlerBuilderActions.Clear();
        options.HttpClientActions.Clear();
        options.ShouldRedactHeaderValue = static _ => true;
    }

    private static SocketsHttpHandler CreateHandler(Uri baseAddress) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        // Plain http is for loopback only, and then the key does not travel to a proxy either.
        UseProxy = !baseAddress.IsLoopback,
        UseCookies = false,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
