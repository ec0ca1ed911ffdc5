using System.Reactive.Concurrency;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>A host with an account: settings, start-up checks, a watch in virtual time, health.</summary>
internal static class HostingChecks
{
    public static async Task RunAsync(Checklist checks)
    {
        var clock = new HistoricalScheduler();
        var simulator = new LobstrSimulator(clock);
        HostApplicationBuilder builder = Build(simulator, clock, ("Lobstr:UploadWatch:Interval", "00:00:09"), ("Lobstr:TaskRequestsPerMinute", "7"));
        builder.Services.AddHealthChecks().AddLobstr();
        using (IHost host = builder.Build())
        {
            await host.StartAsync();
            ILobstrClient client = host.Services.GetRequiredService<ILobstrClient>();
            string id = simulator.AddUpload(UploadScript.Pending(TimeSpan.FromSeconds(3)).Succeeds());
            var instants = new List<double>();
            client.Uploads.Watch(id).Subscribe(_ => instants.Add(simulator.Elapsed.TotalSeconds));
            clock.AdvanceBy(TimeSpan.FromMinutes(1));
            checks.Equal("0 9", string.Join(' ', instants), "a watch as the settings say");
            checks.Equal(7, client.GetUsage().Single(family => family.Family == "tasks").Cap, "a limit of the settings");
            HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            checks.Equal(HealthStatus.Healthy, report.Status, "health");
            await host.StopAsync();
        }
        using IHost wrong = Build(simulator, clock, ("Lobstr:RequestTimeout", "soon")).Build();
        checks.Throws<OptionsValidationException>(() => wrong.Start(), "a setting that cannot be read");

        // As a program would that binds them itself: the generator writes the code.
        var bound = new LobstrHostingOptions();
        builder.Configuration.GetSection("Lobstr").Bind(bound);
        checks.Equal(TimeSpan.FromSeconds(9), bound.UploadWatch.Interval, "settings that the program binds itself");
    }

    private static HostApplicationBuilder Build(LobstrSimulator simulator, IScheduler clock, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services
            .AddLobstr(options => (options.ApiKey, options.Scheduler) = (simulator.ApiKey, clock))
            .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler));
        return builder;
    }
}
