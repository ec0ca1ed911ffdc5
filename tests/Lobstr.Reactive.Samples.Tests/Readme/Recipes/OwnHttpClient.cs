using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Samples.Tests.Readme.Recipes;

public sealed class OwnHttpClient : RecipeTest
{
    private static (HttpClient Http, LobstrClient Client) ThroughAProxy(Uri proxy, LobstrClientOptions options)
    {
        // README: own HttpClient
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
        // README end
        return (http, client);
    }

    private static void FromAFactory(IServiceCollection services, LobstrClientOptions options)
    {
        // README: IHttpClientFactory
        services.AddHttpClient("lobstr", http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.AutomaticDecompression = DecompressionMethods.All;
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton<ILobstrClient>(provider => new LobstrClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient("lobstr"), options));
        // README end
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

    [Fact]
    public async Task The_container_gives_one_client_to_all()
    {
        string id = Simulator.AddUpload(Quick);
        var services = new ServiceCollection();
        FromAFactory(services, new LobstrClientOptions { ApiKey = Simulator.ApiKey, Scheduler = Scheduler });
        services.AddHttpClient("lobstr").ConfigurePrimaryHttpMessageHandler(() => Simulator.CreateHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();

        ILobstrClient client = provider.GetRequiredService<ILobstrClient>();
        UploadStatus status = await EndOf(client.Uploads.GetStatusAsync(id, TestContext.Current.CancellationToken));

        Assert.Equal(UploadState.Pending, status.State);
        Assert.Same(client, provider.GetRequiredService<ILobstrClient>());
    }

    [Fact]
    public void The_handler_of_the_factory_is_set_up()
    {
        var services = new ServiceCollection();
        FromAFactory(services, new LobstrClientOptions { ApiKey = Simulator.ApiKey });
        using ServiceProvider provider = services.BuildServiceProvider();

        HttpMessageHandler handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("lobstr");
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;

        SocketsHttpHandler sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.False(sockets.AllowAutoRedirect);
        Assert.False(sockets.UseCookies);
        Assert.Equal(TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
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
