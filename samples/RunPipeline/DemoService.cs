using System.Reactive.Concurrency;
using System.Text.Json.Nodes;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The service that is simulated if no squid is named.</summary>
internal static class DemoService
{
    /// <summary>Makes one whose squids take the columns of <c>tasks.csv</c>, and whose runs pause once.</summary>
    public static LobstrSimulator Create(IScheduler scheduler) => new(scheduler, new LobstrSimulatorOptions
    {
        Crawlers = [new SimulatedCrawler { Name = "Simulated Maps", TaskParameters = Parameters() }],
        RunLife = run => RunScript
            .Pending(TimeSpan.FromSeconds(1))
            .Running(TimeSpan.FromSeconds(6), results: run.Tasks / 2)
            .Paused(TimeSpan.FromSeconds(6), "no_account_available", "No account is free; the run goes on as soon as one is.")
            .Running(TimeSpan.FromSeconds(6), results: run.Tasks - (run.Tasks / 2))
            .Uploading(TimeSpan.FromSeconds(2))
            .Succeeds(),
    });

    private static JsonObject Parameters() => new()
    {
        ["url"] = new JsonObject { ["type"] = "string", ["required"] = true },
        ["max_results"] = new JsonObject { ["type"] = "integer", ["required"] = false },
        ["language"] = new JsonObject { ["type"] = "string", ["required"] = false },
    };
}
