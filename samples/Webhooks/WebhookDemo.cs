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
        await using WebhookServer server = await WebhookServer.StartAsync(client.Runs, ShowHint);
        await PlayAsync(client, server.Address);
    }

    /// <summary>Starts a run and watches it to its end.</summary>
    /// <param name="client">Watches it.</param>
    /// <param name="webhooks">Where it is told of what happens to the run.</param>
    public async Task PlayAsync(LobstrClient client, Uri webhooks)
    {
        output.WriteLine($"Webhooks arrive at {webhooks}.");
        string squid = simulator.AddSquid("Bakeries");
        // With the real service: POST delivery?squid=ID, or its dashboard.
        simulator.SetWebhook(squid, new Webhook(webhooks) { OnRunning = true, OnPaused = true });

        Run run = await client.Runs.StartAsync(squid);
        output.WriteLine($"Run {run.Id} is polled every {Interval.TotalMinutes:0} minutes.");
        await client.Runs
            .Watch(run.Id, new WatchOptions { Schedule = PollSchedule.Every(Interval) })
            .Do(seen => Write($"{seen.RawStatus}, {seen.TotalResults} rows"))
            .ToTask();
        TimeSpan early = Interval - simulator.Elapsed;
        output.WriteLine(early > TimeSpan.Zero
            ? $"Told at once: the next poll would have been {early.TotalSeconds:0} s later."
            : "Told by a poll: no webhook has arrived.");
    }

    /// <summary>Shows that a webhook has arrived.</summary>
    public void ShowHint(string happened, string runId) => Write($"the service says {happened}: asking now");

    private void Write(string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{simulator.Elapsed.TotalSeconds,6:0.0} s  {text}"));
}
