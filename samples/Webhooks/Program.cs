using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Webhooks;
using Lobstr.Reactive.Testing;

using var network = new SocketsHttpHandler();
var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions
{
    RunLife = _ => DemoRun.Script,
    WebhookHandler = network,
});
await new WebhookDemo(simulator, Console.Out).RunAsync();
