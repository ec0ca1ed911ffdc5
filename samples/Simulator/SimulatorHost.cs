using System.Net;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lobstr.Reactive.Samples.Simulator;

/// <summary>A simulated service behind a real server on the loopback interface.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    // As large as the simulator takes by default, and room for the multipart frame.
    private const long MaxBodyBytes = (1L << 30) + (1L << 20);

    private readonly WebApplication _app;
    private readonly Forwarder _forwarder;

    private SimulatorHost(WebApplication app, Forwarder forwarder)
    {
        _app = app;
        _forwarder = forwarder;
        BaseAddress = new Uri(new Uri(app.Urls.Single()), "v1/");
    }

    /// <summary>Where the service is: <c>http://127.0.0.1:PORT/v1/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="simulator">Answers what arrives. On a virtual-time scheduler it waits until somebody advances that.</param>
    /// <param name="port">The port; 0: any that is free.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>
    /// The running server, which stops when it is disposed. A fault of the network is a connection that breaks: one that is
    /// refused in the simulator's plan is accepted here, and then cut.
    /// </returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorHost> StartAsync(
        LobstrSimulator simulator, int port = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        // Nothing of the surroundings has a say: no appsettings.json, no environment, no log, no Ctrl+C.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        WebApplication app = builder.Build();
        var forwarder = new Forwarder(simulator, app.Lifetime.ApplicationStopping);
        app.Map("/v1", version => version.Run(forwarder.ForwardAsync));
        // Where the signed addresses of files lead: another host in reality.
        app.Map("/exports", files => files.Run(forwarder.ForwardAsync));
        try
        {
            await app.StartAsync(cancellationToken);
            return new SimulatorHost(app, forwarder);
        }
        catch
        {
            forwarder.Dispose();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server; requests under way are cut off.</summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _forwarder.Dispose();
    }

    /// <summary>The server stops when its owner says so, and leaves the signals of the process to others.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
