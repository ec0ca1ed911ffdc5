using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Half a file never goes out as a whole one, whatever stands between the client and the wire.</summary>
public sealed class RepeatedBodyTests : HostileTest
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    private const int Rows = 40_000;

    private readonly ConcurrentQueue<long> _bodies = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_standard_resilience_handler_cannot_send_the_rest_of_a_file(bool isFile)
    {
        await using KestrelHost host = await StartAsync(reads: true);
        await using ServiceProvider provider = Resilient();
        using LobstrClient client = ClientOf(provider, host);

        var error = await ErrorOfAsync<InvalidOperationException>(() => CallAsync(client, isFile));

        Assert.Contains("a second time", error.Message, StringComparison.Ordinal);
        Assert.Contains("may or may not have been taken", error.Message, StringComparison.Ordinal);
        Assert.Contains("DisableForUnsafeHttpMethods", error.Message, StringComparison.Ordinal);
        Assert.Single(_bodies);
    }

    [Fact]
    public async Task A_file_that_nobody_has_read_can_be_sent_by_the_second_try()
    {
        await using KestrelHost host = await StartAsync(reads: false);
        await using ServiceProvider provider = Resilient();
        using LobstrClient client = ClientOf(provider, host);

        await CallAsync(client, isFile: true);

        // The form around it is a few lines more.
        Assert.InRange(Assert.Single(_bodies), Rows * RowStream.RowLength, (Rows * RowStream.RowLength) + 1_000);
    }

    [Theory]
    [InlineData(true, 307)]
    [InlineData(false, 307)]
    [InlineData(true, 308)]
    public async Task A_redirect_does_not_take_the_rest_along(bool isFile, int code)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(HttpProtocols.Http1, async context =>
        {
            await DrainAsync(context);
            if (_bodies.Count > 1)
                return;
            context.Response.StatusCode = code;
            context.Response.Headers.Location = "/elsewhere";
        }, Cancellation);
        using var http = new HttpClient();
        using LobstrClient client = CreateClient(host.BaseAddress, http: http);

        var error = await ErrorOfAsync<InvalidOperationException>(() => CallAsync(client, isFile));

        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(HttpClientHandler.AllowAutoRedirect), error.Message, StringComparison.Ordinal);
        Assert.Single(_bodies);
        http.Dispose();
    }

    private static Task CallAsync(LobstrClient client, bool isFile) => isFile
        ? client.Uploads.SendAsync(Squid, TaskFile.FromStream(() => new RowStream(Rows * RowStream.RowLength, canSeek: false), "a.csv"))
        : client.Runs.StartAsync(Squid);

    private static ServiceProvider Resilient()
    {
        var services = new ServiceCollection();
        services.AddHttpClient("lobstr").AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
        return services.BuildServiceProvider();
    }

    private LobstrClient ClientOf(ServiceProvider provider, KestrelHost host) =>
        CreateClient(host.BaseAddress, http: provider.GetRequiredService<IHttpClientFactory>().CreateClient("lobstr"));

    // Fails at first, and takes what comes then.
    private Task<KestrelHost> StartAsync(bool reads)
    {
        int requests = 0;
        return KestrelHost.StartAsync(
            HttpProtocols.Http1,
            async context =>
            {
                bool isFirst = Interlocked.Increment(ref requests) == 1;
                if (reads || !isFirst)
                    await DrainAsync(context);
                context.Response.StatusCode = isFirst ? (int)HttpStatusCode.InternalServerError : (int)HttpStatusCode.OK;
                if (!isFirst)
                    await context.Response.WriteAsync($$"""{"id":"{{Id}}","object":"task_upload","status":"pending"}""");
            },
            Cancellation);
    }

    private async Task DrainAsync(HttpContext context)
    {
        byte[] buffer = new byte[64 * 1024];
        long length = 0;
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
            length += read;
        _bodies.Enqueue(length);
    }
}
