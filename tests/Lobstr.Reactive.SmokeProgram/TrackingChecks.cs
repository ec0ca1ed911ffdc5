using System.Reactive.Concurrency;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>An upload that is tracked in a file, handled, and known after a restart. Files know nothing of virtual time: this is real time.</summary>
internal static class TrackingChecks
{
    // Far beyond what it takes: what hangs fails.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(Checklist checks)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lobstr-smoke-");
        var simulator = new LobstrSimulator(DefaultScheduler.Instance);
        simulator.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Valid = 1, Inserted = 1 }));
        using (IHost host = Build(simulator, folder))
        {
            await host.StartAsync();
            TrackedUpload sent = await host.Services.GetRequiredService<IUploadTracker>()
                .SendAsync("a1b2c3d4e5f6g7h8i9j0", TaskFile.FromText("url\nhttps://example.com/1\n", "tasks.csv"), "july");
            TrackedUpload handled = await CountingHandler.Called.WaitAsync(Guard);
            checks.Equal(sent.TrackingId, handled.TrackingId, "a tracked upload is handled");
            await host.StopAsync();
        }
        using (IHost host = Build(simulator, folder))
        {
            await host.StartAsync();
            TrackedUpload known = host.Services.GetRequiredService<IUploadTracker>().Uploads.Single();
            checks.Equal("july Succeeded True 1", $"{known.Label} {known.State} {known.IsHandled} {known.Status?.Meta?.Inserted}", "a tracked upload is known after a restart");
            await host.StopAsync();
            checks.Equal(1, CountingHandler.Calls, "what is handled is not handled again");
        }
        folder.Delete(recursive: true);
    }

    private static IHost Build(LobstrSimulator simulator, DirectoryInfo folder)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddLobstr(options => options.ApiKey = simulator.ApiKey)
            .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler))
            .TrackUploads<CountingHandler>(tracking => tracking.UseSqlite($"Data Source={Path.Combine(folder.FullName, "uploads.db")}"));
        return builder.Build();
    }
}
