using System.Diagnostics;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>How a program with many tracked uploads starts.</summary>
public sealed class StartUpTests(ITestOutputHelper output)
{
    private const int Count = 10_000;

    [Fact]
    public async Task Ten_thousand_uploads_are_tracked_again_after_a_restart()
    {
        using var folder = new Folder();
        // Nothing is polled here: the clock stands still, but for what tracking itself has to do.
        var scheduler = new HistoricalScheduler();
        var simulator = new LobstrSimulator(scheduler);
        using (IHost first = Build(folder, simulator))
        {
            await first.StartAsync();
            IUploadTracker tracker = first.Services.GetRequiredService<IUploadTracker>();
            Task all = Task.WhenAll(Enumerable.Range(0, Count).Select(i => tracker.TrackAsync($"{i:D32}", $"label {i}")));
            // The store is real, so its answers come on threads of their own.
            while (!all.IsCompleted)
            {
                scheduler.AdvanceBy(TimeSpan.FromTicks(1));
                await Task.Yield();
            }
            await all;
        }

        using IHost second = Build(folder, simulator);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        await second.StartAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long bytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        output.WriteLine($"{Count} tracked uploads: started in {took.TotalMilliseconds:F0} ms, {bytes / Count} bytes each");
        IUploadTracker again = second.Services.GetRequiredService<IUploadTracker>();
        Assert.Equal(Count, again.Uploads.Count);
        Assert.All(again.Uploads, upload => Assert.Equal(TrackedUploadState.Watching, upload.State));
    }

    private static IHost Build(Folder folder, LobstrSimulator simulator)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddLobstr(options =>
            {
                options.ApiKey = simulator.ApiKey;
                options.Scheduler = simulator.Scheduler;
            })
            .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler))
            .TrackUploads(t => t.UseSqlite(folder.ConnectionString));
        return builder.Build();
    }
}
