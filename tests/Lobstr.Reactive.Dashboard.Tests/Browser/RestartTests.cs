using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Playwright;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The server is killed and started again while the page is open: it comes back by itself, and nothing is lost.</summary>
public sealed class RestartTests(Chromium chromium)
{
    private const string File = "url\nhttps://example.com/1\n";

    // Far beyond what it takes: what hangs fails.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Uploads_and_runs_are_there_again_and_go_on()
    {
        using var guard = new CancellationTokenSource(Guard);
        var clock = new SteppedClockScheduler(DateTimeOffset.UtcNow);
        var service = new LobstrSimulator(clock, new LobstrSimulatorOptions
        {
            Squids = new Dictionary<string, string> { ["First"] = "a1", ["Second"] = "b2" },
            TaskRateLimit = null,
            RunRateLimit = null,
        });
        await using SimulatorHost host = await SimulatorHost.StartAsync(service);
        string database = Path.Combine(Path.GetTempPath(), $"dashboard-{Guid.NewGuid():N}.db");
        int port = FreePort.Find();
        using DashboardProcess before = await DashboardProcess.StartAsync(host.BaseAddress, service.ApiKey, database, port, guard.Token);
        IPage page = await chromium.OpenAsync(before.Address);
        await page.ReadyAsync();
        await page.EvaluateAsync("window.isStillTheSame = true");

        service.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Inserted = 7 }));
        service.ScriptNextRun(RunScript.Running(TimeSpan.FromHours(1), results: 100).Succeeds(exportAfter: TimeSpan.Zero));
        await page.DropAsync("first.csv", File);
        // The service's clock is past the end of the upload, as it is in reality, when somebody has read the row and pressed the button.
        clock.AdvanceBy(TimeSpan.FromMinutes(1));
        await page.Uploads().Button("Start the run").ClickAsync();
        await Assertions.Expect(page.Runs().Field("state")).ToHaveTextAsync("Running");
        service.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(10)).Succeeds(new UploadMeta { Inserted = 8 }));
        await page.Locator("#squid").SelectOptionAsync("b2");
        await page.DropAsync("second.csv", File);
        await Assertions.Expect(RowOf(page, "second.csv").Field("state")).ToHaveTextAsync("PROGRESS");

        await before.KillAsync(guard.Token);
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Reconnecting…");
        clock.AdvanceBy(TimeSpan.FromHours(2));
        using DashboardProcess after = await DashboardProcess.StartAsync(host.BaseAddress, service.ApiKey, database, port, guard.Token);

        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        await Assertions.Expect(RowOf(page, "first.csv").Field("inserted")).ToHaveTextAsync("7");
        await Assertions.Expect(RowOf(page, "first.csv").Button("Start the run")).ToBeHiddenAsync();
        await Assertions.Expect(RowOf(page, "second.csv").Field("state")).ToHaveTextAsync("SUCCESS");
        await Assertions.Expect(RowOf(page, "second.csv").Field("inserted")).ToHaveTextAsync("8");
        await Assertions.Expect(RowOf(page, "second.csv").Button("Start the run")).ToBeVisibleAsync();
        await Assertions.Expect(page.Runs().Field("state")).ToHaveTextAsync("Done");
        await Assertions.Expect(page.Locator("#squid")).ToHaveValueAsync("b2");
        Assert.True(await page.EvaluateAsync<bool>("window.isStillTheSame"));
        Assert.Equal(2, service.Uploads.Count);
    }

    private static ILocator RowOf(IPage page, string file) => page.Uploads().Filter(new LocatorFilterOptions { HasText = file });
}
