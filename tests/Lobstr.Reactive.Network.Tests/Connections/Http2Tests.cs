using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>The client speaks HTTP/1.1; what its user's handlers speak is theirs to say.</summary>
public sealed class Http2Tests : HostileTest
{
    private int _answers;

    [Fact]
    public async Task A_server_of_HTTP_2_alone_refuses_the_watch()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(HttpProtocols.Http2, Answer, Cancellation);

        Seen seen = await WatchAsync(CreateClient(host.BaseAddress));

        Assert.Equal("", seen.Statuses);
        Assert.Equal(HttpStatusCode.BadRequest, Assert.IsType<LobstrApiException>(seen.Error).StatusCode);
        Assert.Equal(0, _answers);
    }

    [Fact]
    public async Task A_handler_that_asks_for_HTTP_2_gets_it()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(HttpProtocols.Http2, Answer, Cancellation);
        using var http = new HttpClient(new Http2Handler());

        Assert.Equal(new Seen("PENDING, SUCCESS", Error: null), await WatchAsync(CreateClient(host.BaseAddress, http: http)));
    }

    [Fact]
    public async Task A_stream_that_is_reset_is_asked_for_again()
    {
        await using KestrelHost host = await KestrelHost.StartAsync(HttpProtocols.Http2, AbortFirst, Cancellation);
        using var http = new HttpClient(new Http2Handler());

        Assert.Equal(new Seen("SUCCESS", Error: null), await WatchAsync(CreateClient(host.BaseAddress, http: http)));
        Assert.Equal(2, _answers);
    }

    private async Task AbortFirst(HttpContext context)
    {
        if (_answers == 0)
        {
            _answers++;
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await Answer(context);
    }

    private Task Answer(HttpContext context)
    {
        Assert.Equal("HTTP/2", context.Request.Protocol);
        return context.Response.WriteAsync(Say.StatusOf(_answers++ == 0 ? "PENDING" : "SUCCESS"), context.RequestAborted);
    }

    private sealed class Http2Handler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
