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
        // The store is real, and so is the time. What the service says of them, that it does not know them yet, is within the grace.
        var simulator = new LobstrSimulator(DefaultScheduler.Instance);
        using (IHost first = Build(folder, simulator))
        {
            await first.StartAsync();
            IUploadTracker tracker = first.Services.GetRequiredService<IUploadTracker>();
            await Task.WhenAll(Enumerable.Range(0, Count).Select(i => tracker.TrackAsync($"{i:D32}", $"label {i}")));
            await first.StopAsync();
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
            .TrackUploads(t => t.UseSqlite(folder.ConnectionString)
                .Configure(options => options.Watch = new WatchOptions { NotFoundGrace = TimeSpan.FromHours(1) }));
        return builder.Build();
    }
}
