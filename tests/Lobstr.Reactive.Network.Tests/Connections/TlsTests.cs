using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Before a server has shown who it is, it gets no request: a fault like any other of the network.</summary>
public sealed class TlsTests : HostileTest
{
    private static readonly IPAddress SomewhereElse = IPAddress.Parse("203.0.113.1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_that_nobody_vouches_for_is_refused(bool isExpired)
    {
        using X509Certificate2 certificate = Certificates.For(IPAddress.Loopback, isExpired);
        HostileServer server = Serve(port: 0, certificate, Say.Status("SUCCESS"));

        await IsRefusedAsync(CreateClient(server.BaseAddress));

        Assert.Equal((3, 0), (server.Connections, server.Requests.Count));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_and_the_right_one_is_not()
    {
        using X509Certificate2 wrong = Certificates.For(SomewhereElse);
        using X509Certificate2 right = Certificates.For(IPAddress.Loopback);
        HostileServer other = Serve(port: 0, wrong, Say.Status("SUCCESS"));
        HostileServer server = Serve(port: 0, right, Say.Status("SUCCESS"));
        using var handler = new SocketsHttpHandler
        {
            // Whoever has signed it is trusted: what is left is the name.
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0 },
        };
        using var http = new HttpClient(handler);

        await IsRefusedAsync(CreateClient(other.BaseAddress, http: http));
        Seen seen = await WatchAsync(CreateClient(server.BaseAddress, http: http));

        Assert.Equal(new Seen("SUCCESS", Error: null), seen);
        Assert.Empty(other.Requests);
        http.Dispose();
    }

    [Fact]
    public async Task A_server_without_TLS_behind_an_https_address_gets_no_request()
    {
        int requests = 0;
        await using KestrelHost host = await KestrelHost.StartAsync(HttpProtocols.Http1, Answer, Cancellation);

        await IsRefusedAsync(CreateClient(new UriBuilder(host.BaseAddress) { Scheme = "https" }.Uri));

        Assert.Equal(0, requests);

        Task Answer(HttpContext context)
        {
            Interlocked.Increment(ref requests);
            return Task.CompletedTask;
        }
    }

    private async Task IsRefusedAsync(LobstrClient client)
    {
        Seen seen = await WatchAsync(client, maxRetries: 2);

        Assert.Equal("", seen.Statuses);
        var error = Assert.IsType<HttpRequestException>(seen.Error);
        Assert.Equal(HttpRequestError.SecureConnectionError, error.HttpRequestError);
        Assert.IsType<AuthenticationException>(error.InnerException, exactMatch: false);
    }
}
