using System.Net;
using System.Net.Http.Json;
using System.Reactive.Concurrency;
using System.Text.Json;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

/// <summary>The recipes for programs on Microsoft.Extensions are one program, which runs here over real sockets.</summary>
public sealed class Hosting : IAsyncLifetime
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private readonly TemporaryDirectory _folder = new();
    // Far beyond what it takes: what hangs fails.
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromMinutes(2));
    private readonly LobstrSimulator _simulator = new(DefaultScheduler.Instance, new LobstrSimulatorOptions
    {
        UploadLife = upload => UploadScript.Progress(TimeSpan.FromMilliseconds(100)).Succeeds(upload.Meta),
        Balance = new SimulatedBalance { Available = 500 },
    });
    private SimulatorHost _service = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    private static WebApplication Build(string[] args)
    {
        // Recipe: ASP.NET Core
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLobstr();
        // Recipe end

        // Recipe: tracked uploads
        builder.Services.AddLobstr().TrackUploads<StartRun>(
            tracking => tracking.UseSqlite(builder.Configuration.GetConnectionString("Uploads") ?? "Data Source=uploads.db"));
        // Recipe end

        // Recipe: health
        builder.Services.AddHealthChecks().AddLobstr(tags: ["ready"]);
        // Recipe end

        // Recipe: Prometheus
        builder.Services.AddOpenTelemetry().WithMetrics(
            metrics => metrics.AddMeter(LobstrTelemetry.MeterName).AddPrometheusExporter());
        // Recipe end

        // Recipe: several accounts
        builder.Services.AddKeyedLobstr("press").TrackUploads();
        builder.Services.AddHealthChecks().AddLobstr("press", tags: ["ready"]);
        // Recipe end

        // Recipe: own handlers
        builder.Services.AddKeyedLobstr("press").ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(
            (handler, _) => ((SocketsHttpHandler)handler).Proxy = new WebProxy("http://proxy.example:3128")));
        // Recipe end

        // Recipe: endpoints
        WebApplication app = builder.Build();
        app.MapPost("/squids/{squid}", async (
            string squid, HttpRequest request, IUploadTracker tracker, IRuns runs, CancellationToken cancellationToken) =>
        {
            using var reader = new StreamReader(request.Body);
            TaskFile file = TaskFile.FromText(await reader.ReadToEndAsync(cancellationToken), "tasks.csv");
            Run? newest = await runs.ListAsync(squid, cancellationToken).FirstOrDefaultAsync(cancellationToken);
            return await tracker.SendAsync(squid, file, label: newest?.Id ?? "none", cancellationToken);
        });
        app.MapGet("/press/balance", ([FromKeyedServices("press")] ILobstrClient press, CancellationToken cancellationToken) =>
            press.GetBalanceAsync(cancellationToken));
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapPrometheusScrapingEndpoint();
        // Recipe end
        return app;
    }

    public async ValueTask InitializeAsync()
    {
        _service = await SimulatorHost.StartAsync(_simulator, cancellationToken: _guard.Token);
        _app = Build(
        [
            "--urls", "http://127.0.0.1:0",
            "--Lobstr:ApiKey", _simulator.ApiKey,
            "--Lobstr:BaseAddress", _service.BaseAddress.AbsoluteUri,
            "--Lobstr:UploadWatch:Interval", "00:00:00.1",
            "--Lobstr:press:ApiKey", _simulator.ApiKey,
            "--Lobstr:press:BaseAddress", _service.BaseAddress.AbsoluteUri,
            "--ConnectionStrings:Uploads", $"Data Source={_folder.PathOf("uploads.db")}",
            "--Logging:LogLevel:Default", "Error",
        ]);
        await _app.StartAsync(_guard.Token);
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()), Timeout = Timeout.InfiniteTimeSpan };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Dispose();
        _guard.Dispose();
    }

    [Fact]
    public async Task A_file_is_tracked_to_its_end_its_run_is_started_and_each_account_is_ready()
    {
        IUploadTracker tracker = _app.Services.GetRequiredService<IUploadTracker>();
        var handled = new TaskCompletionSource<TrackedUpload>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable changes = tracker.Changes.Subscribe(
            upload => _ = upload.IsHandled && handled.TrySetResult(upload), error => handled.TrySetException(error));

        using HttpResponseMessage sent = await _http.PostAsync($"squids/{Squid}", new StringContent("url\nhttps://example.com/1\n"), _guard.Token);
        string id = (await sent.Content.ReadFromJsonAsync<JsonElement>(_guard.Token)).GetProperty("uploadTaskId").GetString()!;
        TrackedUpload upload = await handled.Task.WaitAsync(_guard.Token);

        Assert.Equal(_simulator.Uploads.Single().Id, id);
        Assert.Equal((id, TrackedUploadState.Succeeded), (upload.UploadTaskId, upload.State));
        Assert.Equal(0, Assert.Single(_simulator.Runs).MissedTasks);
        Assert.True(File.Exists(_folder.PathOf("uploads.db")));
        Assert.Equal("Healthy", await _http.GetStringAsync("health/ready", _guard.Token));
        Assert.Equal("Healthy", await _http.GetStringAsync("health/live", _guard.Token));
        Assert.Contains("lobstr_reactive_requests_total", await _http.GetStringAsync("metrics", _guard.Token), StringComparison.Ordinal);

        // It has its run: a second call changes nothing.
        await ActivatorUtilities.CreateInstance<StartRun>(_app.Services).OnSucceededAsync(upload, _guard.Token);
        Assert.Single(_simulator.Runs);
    }

    [Fact]
    public void The_other_account_is_one_of_its_own_and_goes_through_the_proxy()
    {
        Assert.NotSame(_app.Services.GetRequiredService<ILobstrClient>(), _app.Services.GetRequiredKeyedService<ILobstrClient>("press"));
        Assert.NotSame(_app.Services.GetRequiredService<IUploadTracker>(), _app.Services.GetRequiredKeyedService<IUploadTracker>("press"));
        HttpMessageHandler handler = _app.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Lobstr.Reactive:press");
        while (handler is DelegatingHandler { InnerHandler: { } inner })
            handler = inner;
        SocketsHttpHandler sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(new Uri("http://proxy.example:3128"), sockets.Proxy!.GetProxy(new Uri("https://api.lobstr.io/v1/")));
        // What the account's own handler has stays.
        Assert.False(sockets.AllowAutoRedirect);
    }

    [Fact]
    public async Task The_balance_of_the_other_account_is_its_own()
    {
        Assert.Equal(500, (await _http.GetFromJsonAsync<JsonElement>("press/balance", _guard.Token)).GetProperty("available").GetDouble());
    }
}
