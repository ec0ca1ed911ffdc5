using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

/// <summary>The first example, over real sockets and in real time: it makes its client itself.</summary>
[Collection(EnvironmentScope.Collection)]
public sealed class QuickStart
{
    private RecipeConsole Console { get; } = new();

    private Environs LobstrClientOptions { get; } = new();

    private async Task WatchOne()
    {
        // Recipe: five lines
        using var client = new LobstrClient(LobstrClientOptions.FromEnvironment());
        UploadStatus done = await client.Uploads
            .Watch("427a7bfc54cf4ce483d83ba23425164b")
            .Do(status => Console.WriteLine(status.RawState));
        Console.WriteLine($"{done.Meta?.Inserted} tasks inserted: it is safe to start the run.");
        // Recipe end
    }

    [Fact]
    public async Task Five_lines()
    {
        var simulator = new LobstrSimulator(DefaultScheduler.Instance);
        using EnvironmentScope environment = new() { ["LOBSTR_TOKEN"] = simulator.ApiKey };
        simulator.AddUpload(
            "427a7bfc54cf4ce483d83ba23425164b",
            UploadScript.Pending(TimeSpan.FromSeconds(1)).Succeeds(new UploadMeta { Valid = 8, Inserted = 8 }));
        await using SimulatorHost host = await SimulatorHost.StartAsync(simulator, cancellationToken: TestContext.Current.CancellationToken);
        LobstrClientOptions.BaseAddress = host.BaseAddress;

        await WatchOne();

        Assert.Equal(["PENDING", "SUCCESS", "8 tasks inserted: it is safe to start the run."], Console.Lines);
    }

    /// <summary>The real options, of a service that is on this machine.</summary>
    private sealed class Environs
    {
        public Uri? BaseAddress { get; set; }

        public LobstrClientOptions FromEnvironment() => Reactive.LobstrClientOptions.FromEnvironment() with { BaseAddress = BaseAddress! };
    }
}
