using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class OwnHttpClient : RecipeTest
{
    private static (HttpClient Http, LobstrClient Client) ThroughAProxy(Uri proxy, LobstrClientOptions options)
    {
        // Recipe: own HttpClient
        var http = new HttpClient(new SocketsHttpHandler
        {
            Proxy = new WebProxy(proxy),
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
        http.Timeout = Timeout.InfiniteTimeSpan;
        var client = new LobstrClient(http, options);
        // Recipe end
        return (http, client);
    }

    [Fact]
    public async Task The_proxy_is_asked_for_the_service()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var options = new LobstrClientOptions { ApiKey = "simulator-key" };
        var (http, client) = ThroughAProxy(new Uri($"http://{proxy.LocalEndpoint}"), options);
        using (http)
        using (client)
        {
            Task<UploadStatus> answer = client.Uploads.GetStatusAsync("one", TestContext.Current.CancellationToken);

            string asked = await RefuseOne(proxy);

            await Assert.ThrowsAsync<HttpRequestException>(() => answer);
            Assert.StartsWith("CONNECT api.lobstr.io:443 ", asked, StringComparison.Ordinal);
            Assert.DoesNotContain("simulator-key", asked, StringComparison.Ordinal);
        }
    }

    private static async Task<string> RefuseOne(TcpListener proxy)
    {
        using Socket connection = await proxy.AcceptSocketAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[4096];
        int read = await connection.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        await connection.SendAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
