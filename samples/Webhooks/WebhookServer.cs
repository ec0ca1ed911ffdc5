using System.Net;

namespace Lobstr.Reactive.Samples.Webhooks;

/// <summary>A web server with the endpoint and nothing else.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookServer(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>What to give the service: an address that nobody guesses.</summary>
    public Uri Address { get; }

    /// <summary>Starts one on the loopback interface, at any port that is free.</summary>
    /// <param name="runs">Whose watches are told.</param>
    /// <param name="onHint">Called with each event that was taken, and the run.</param>
    public static async Task<WebhookServer> StartAsync(IRuns runs, Action<string, string>? onHint = null)
    {
        // Nothing of the surroundings has a say: no appsettings.json, no environment, no log, no Ctrl+C.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        string path = $"/webhooks/{Guid.NewGuid():N}";
        app.MapRunWebhook(path, runs, onHint);
        await app.StartAsync();
        return new WebhookServer(app, new Uri(new Uri(app.Urls.Single()), path));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The server stops when its owner says so, and leaves the signals of the process to others.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
