using Lobstr.Reactive.Samples.Dashboard;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Builder;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The dashboard in this process on a real socket, with a service whose time the test moves. Polls follow each other at once.</summary>
internal sealed class DashboardRig : IAsyncDisposable
{
    public const string ApiKey = "a-key-that-no-browser-sees";
    public const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    public const string SquidName = "Bakeries in Lyon";

    private readonly SteppedClockScheduler _clock;

    private DashboardRig(WebApplication app, LobstrSimulator service, SteppedClockScheduler clock)
    {
        App = app;
        Service = service;
        _clock = clock;
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        Http.DefaultRequestHeaders.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
    }

    public WebApplication App { get; }

    public LobstrSimulator Service { get; }

    public Uri Address { get; }

    /// <summary>Asks as a page of the dashboard does.</summary>
    public HttpClient Http { get; }

    public static async Task<DashboardRig> StartAsync(string squidName = SquidName, params string[] args)
    {
        var clock = new SteppedClockScheduler();
        var service = new LobstrSimulator(clock, new LobstrSimulatorOptions
        {
            ApiKeys = [ApiKey],
            Squids = new Dictionary<string, string> { [squidName] = Squid },
            TakesUnknownSquids = false,
            TaskRateLimit = null,
            RunRateLimit = null,
            SquidRateLimit = null,
            ResultRateLimit = null,
            RunTaskRateLimit = null,
            OtherRateLimit = null,
        });
        WebApplication app = DashboardApp.Create(
            [
                "--urls=http://127.0.0.1:0",
                "--Logging:LogLevel:Default=None",
                "--Lobstr:TaskRequestsPerMinute=",
                "--Lobstr:RunRequestsPerMinute=",
                "--Lobstr:SquidRequestsPerMinute=",
                "--Lobstr:ResultRequestsPerSecond=",
                "--Lobstr:UploadWatch:Interval=00:00:00.05",
                "--Lobstr:RunWatch:Interval=00:00:00.05",
                "--Dashboard:BudgetInterval=00:00:00.1",
                "--Dashboard:Database=",
                .. args,
            ],
            service);
        await app.StartAsync();
        return new DashboardRig(app, service, clock);
    }

    /// <summary>The service's clock goes on.</summary>
    public void Advance(int seconds) => _clock.AdvanceBy(TimeSpan.FromSeconds(seconds));

    /// <summary>Sends a file as the page does.</summary>
    public Task<HttpResponseMessage> SendAsync(string content, string name = "tasks.csv", CancellationToken cancellationToken = default) =>
        Http.PostAsync(new Uri($"api/uploads?squid={Squid}&name={Uri.EscapeDataString(name)}", UriKind.Relative), new StringContent(content), cancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null, CancellationToken cancellationToken = default) =>
        Http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
