using System.Reactive.Concurrency;
using System.Text.Json.Nodes;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>The service that is simulated if there is no key.</summary>
internal static class DemoService
{
    /// <summary>Makes one with some squids, whose runs pause once.</summary>
    public static LobstrSimulator Create() => new(DefaultScheduler.Instance, new LobstrSimulatorOptions
    {
        Squids = new Dictionary<string, string>
        {
            ["Bakeries in Lyon"] = "5b081f07a858362291455e5fedecd412",
            ["Company websites"] = "0c9a5f3be2d84f6f8f0f4b7d21c6e3aa",
        },
        TakesUnknownSquids = false,
        Crawlers = [new SimulatedCrawler { Name = "Simulated Maps", TaskParameters = Parameters() }],
        Latency = Latency.Between(TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(160), seed: 1),
        RunLife = run => RunScript
            .Pending(TimeSpan.FromSeconds(4))
            .Running(TimeSpan.FromSeconds(20), results: run.Tasks * 4)
            .Paused(TimeSpan.FromSeconds(10), "no_account_available", "No account is free; the run goes on as soon as one is.")
            .Running(TimeSpan.FromSeconds(20), results: run.Tasks * 3)
            .Uploading(TimeSpan.FromSeconds(4))
            .Succeeds(),
    });

    private static JsonObject Parameters() => new()
    {
        ["url"] = new JsonObject { ["type"] = "string", ["regex"] = "^https?://.*", ["required"] = true },
        ["max_results"] = new JsonObject { ["type"] = "integer", ["required"] = false },
        ["language"] = new JsonObject { ["type"] = "string", ["required"] = false },
    };
}
