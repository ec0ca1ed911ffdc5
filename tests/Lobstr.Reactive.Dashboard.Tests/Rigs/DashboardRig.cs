using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Samples.Dashboard;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The dashboard in this process on a real socket, with a service whose time the test moves. Polls follow each other at once.</summary>
internal sealed class DashboardRig : IAsyncDisposable
{
    public const string ApiKey = "a-key-that-no-browser-sees";
    public const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    public const string SquidName = "Bakeries in Lyon";

    private readonly SteppedClockScheduler _clock;
    private readonly OffsetScheduler _dates;

    private DashboardRig(WebApplication app, LobstrSimulator service, SteppedClockScheduler clock, OffsetScheduler dates)
    {
        App = app;
        Service = service;
        _clock = clock;
        _dates = dates;
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        Http.DefaultRequestHeaders.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
    }

    public WebApplication App { get; }

    public LobstrSimulator Service { get; }

    public Uri Address { get; }

    /// <summary>Asks as a page of the dashboard does.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts it with one squid.</summary>
    public static Task<DashboardRig> StartAsync(string squidName = SquidName, params string[] args) =>
        StartAsync(new Dictionary<string, string> { [squidName] = Squid }, TimeSpan.Zero, args);

    /// <summary>Starts it at some time ago: what happens then has an age.</summary>
    public static async Task<DashboardRig> StartAsync(IReadOnlyDictionary<string, string> squids, TimeSpan ago, params string[] args)
    {
        var clock = new SteppedClockScheduler(DateTimeOffset.UtcNow - ago);
        var dates = new OffsetScheduler(-ago);
        var service = new LobstrSimulator(clock, new LobstrSimulatorOptions
        {
            ApiKeys = [ApiKey],
            Squids = squids,
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
            service,
            dates);
        await app.StartAsync();
        return new DashboardRig(app, service, clock, dates);
    }

    /// <summary>Time goes on for the service, and dates with it.</summary>
    public void Advance(int seconds)
    {
        _clock.AdvanceBy(TimeSpan.FromSeconds(seconds));
        _dates.AdvanceBy(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Sends a file as the page does.</summary>
    public Task<HttpResponseMessage> SendAsync(string content, string name = "tasks.csv", string squid = Squid) =>
        Http.PostAsync(new Uri($"api/uploads?squid={squid}&name={Uri.EscapeDataString(name)}", UriKind.Relative), new StringContent(content));

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null) =>
        Http.PostAsync(new Uri(path, UriKind.Relative), content);

    /// <summary>The row of a file.</summary>
    public string TrackingIdOf(string fileName) =>
        App.Services.GetRequiredService<IUploadTracker>().Uploads.Single(upload => UploadLabel.Parse(upload.Label).FileName == fileName).TrackingId;

    /// <summary>Waits until nothing is left to be written of an upload that has ended: its dates stay as they are then.</summary>
    public Task HandledAsync(string fileName) =>
        App.Services.GetRequiredService<IUploadTracker>().Changes
            .FirstAsync(upload => UploadLabel.Parse(upload.Label).FileName == fileName && upload.IsHandled)
            .ToTask();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
