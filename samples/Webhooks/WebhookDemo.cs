using System.Globalization;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Webhooks;

/// <summary>A run that is polled every ten minutes, and seen to end at once all the same.</summary>
/// <param name="simulator">The service. Its webhooks must reach this process.</param>
/// <param name="output">Where all of it is shown.</param>
internal sealed class WebhookDemo(LobstrSimulator simulator, TextWriter output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    public async Task RunAsync()
    {
        using LobstrClient client = simulator.CreateClient();
        await using WebhookServer server = await WebhookServer.StartAsync(client.Runs, (happened, _) => Write($"the service says {happened}: asking"));
        output.WriteLine($"Webhooks arrive at {server.Address}.");

        string squid = simulator.AddSquid("Bakeries");
        // With the real service: POST delivery?squid=ID, or its dashboard.
        simulator.SetWebhook(squid, new Webhook(server.Address) { OnRunning = true, OnPaused = true });

        Run run = await client.Runs.StartAsync(squid);
        output.WriteLine($"Run {run.Id} is polled every {Interval.TotalMinutes:0} minutes.");
        await client.Runs
            .Watch(run.Id, new WatchOptions { Schedule = PollSchedule.Every(Interval) })
            .Do(seen => Write($"{seen.RawStatus}, {seen.TotalResults} rows"))
            .ToTask();
        output.WriteLine($"Told at once: without webhooks that had been seen after {Interval.TotalMinutes:0} minutes.");
    }

    private void Write(string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{simulator.Elapsed.TotalSeconds,6:0.0} s  {text}"));
}
