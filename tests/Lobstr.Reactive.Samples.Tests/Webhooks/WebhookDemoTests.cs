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
                "   1.0 s  the service says run.running: asking",
                "   1.0 s  running, 0 rows",
                "   5.0 s  the service says run.paused: asking",
                "   5.0 s  paused, 20 rows",
                "   7.0 s  the service says run.running: asking",
                "   7.0 s  running, 20 rows",
                "  11.0 s  the service says run.done: asking",
                "  11.0 s  done, 40 rows",
                "Told at once: without webhooks that had been seen after 10 minutes.",
            ],
            _output.Lines.Select(WithoutChance));
        Assert.All(simulator.WebhookDeliveries, delivery => Assert.True(delivery.IsReceived));
    }

    [Fact]
    public async Task What_is_lost_on_the_way_costs_time_and_nothing_else()
    {
        await PlayAsync(new LostHandler());

        Assert.Equal(
            ["   0.0 s  pending, 0 rows", " 600.0 s  done, 40 rows"],
            _output.Lines.Where(line => line.StartsWith(' ')));
    }

    private async Task<LobstrSimulator> PlayAsync(HttpMessageHandler network)
    {
        var simulator = new LobstrSimulator(_scheduler, new LobstrSimulatorOptions { RunLife = _ => DemoRun.Script, WebhookHandler = network });
        Task demo = new WebhookDemo(simulator, _output).RunAsync();
        for (int step = 0; step < 100_000 && !demo.IsCompleted; step++)
        {
            if (_output.Lines.Count < 2)
                await Task.WhenAny(demo, Task.Delay(1, TestContext.Current.CancellationToken));
            await _network.Answered.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            // Time goes on when all that was to be told has been.
            _scheduler.AdvanceBy(_output.Lines.Count < 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(100));
        }
        await demo.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
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
