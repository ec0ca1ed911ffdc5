using System.Reactive.Concurrency;
using System.Text.RegularExpressions;
using Lobstr.Reactive.Samples.Webhooks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Webhooks;

/// <summary>The demo, in virtual time but for the webhooks, which take a real socket.</summary>
public sealed partial class WebhookDemoTests : IDisposable
{
    private readonly HistoricalScheduler _scheduler = new();
    private readonly CountedHandler _network = new();
    private readonly LineWriter _output = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public async Task Each_change_is_told_at_once()
    {
        LobstrSimulator simulator = await PlayAsync(_network);

        Assert.Equal(
            [
                "Webhooks arrive at http://127.0.0.1:PORT/webhooks/ID.",
                "Run ID is polled every 10 minutes.",
                "   0.0 s  pending, 0 rows",
                "   1.0 s  the service says run.running: asking now",
                "   1.0 s  running, 0 rows",
                "   5.0 s  the service says run.paused: asking now",
                "   5.0 s  paused, 20 rows",
                "   7.0 s  the service says run.running: asking now",
                "   7.0 s  running, 20 rows",
                "  11.0 s  the service says run.done: asking now",
                "  11.0 s  done, 40 rows",
                "Told at once: the next poll would have been 589 s later.",
            ],
            _output.Lines.Select(WithoutChance));
        Assert.All(simulator.WebhookDeliveries, delivery => Assert.True(delivery.IsReceived));
    }

    [Fact]
    public async Task What_is_lost_on_the_way_costs_time_and_nothing_else()
    {
        await PlayAsync(new LostHandler());

        Assert.Equal(
            ["   0.0 s  pending, 0 rows", " 600.0 s  done, 40 rows", "Told by a poll: no webhook has arrived."],
            _output.Lines.Skip(2));
    }

    private async Task<LobstrSimulator> PlayAsync(HttpMessageHandler network)
    {
        var simulator = new LobstrSimulator(_scheduler, new LobstrSimulatorOptions { RunLife = _ => DemoRun.Script, WebhookHandler = network });
        var demo = new WebhookDemo(simulator, _output);
        using LobstrClient client = simulator.CreateClient();
        await using WebhookServer server = await WebhookServer.StartAsync(client.Runs, demo.ShowHint);
        Task played = demo.PlayAsync(client, server.Address);
        for (int step = 0; step < 10_000 && !played.IsCompleted; step++)
        {
            _scheduler.AdvanceBy(TimeSpan.FromMilliseconds(100));
            // Time goes on when what has been sent is answered.
            await _network.Answered.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
        Assert.True(played.IsCompleted);
        await played;
        return simulator;
    }

    private static string WithoutChance(string line) => Port().Replace(Id().Replace(line, "ID"), ":PORT/");

    [GeneratedRegex(@":\d+/")]
    private static partial Regex Port();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();

    private sealed class LostHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new HttpRequestException("Lost."));
    }
}
