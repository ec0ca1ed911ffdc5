using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A server that lets what it is sent run through and answers with an upload's id: it allocates next to nothing.</summary>
internal sealed class DrainHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DrainHost(WebApplication app)
    {
        _app = app;
        BaseAddress = new Uri(new Uri(app.Urls.Single()), "v1/");
    }

    public Uri BaseAddress { get; }

    public long BytesReceived { get; private set; }

    public static async Task<DrainHost> StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        WebApplication app = builder.Build();
        DrainHost? host = null;
        app.Run(context => host!.DrainAsync(context));
        await app.StartAsync(cancellationToken);
        return host = new DrainHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task DrainAsync(HttpContext context)
    {
        while (true)
        {
            ReadResult read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            BytesReceived += read.Buffer.Length;
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"id":"up-1","object":"task_upload"}""", context.RequestAborted);
    }
}
