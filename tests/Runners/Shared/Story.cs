using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using TestingYourApp;

namespace Lobstr.Reactive.Runners;

/// <summary>The sample app that awaits, from a file to the rows of its run, in virtual time: the same under every runner.</summary>
public static class Story
{
    /// <summary>How often it is told: what goes astray only now and then shows.</summary>
    public const int Times = 20;

    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    public static IEnumerable<object[]> Runs => Enumerable.Range(1, Times).Select(run => new object[] { run });

    /// <summary>Tells the story.</summary>
    /// <exception cref="InvalidOperationException">It went another way.</exception>
    public static void Tell()
    {
        var clock = new HistoricalScheduler();
        var simulator = new LobstrSimulator(clock, new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromMilliseconds(80)) });
        using LobstrClient client = simulator.CreateClient();
        simulator.ScriptNextUpload(UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromMinutes(40)).Succeeds());
        simulator.ScriptNextRun(RunScript.Running(TimeSpan.FromHours(1), results: 1250).Succeeds());
        simulator.Faults.OnRequest(5, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(30)));

        int results = clock.AdvanceUntilCompleted(
            () => new NightlyJob(client).RunAsync(Squid, TaskFile.FromText("url\nhttps://example.com/\n", "tasks.csv")));

        if (results != 1250 || simulator.Elapsed < TimeSpan.FromMinutes(100) || simulator.Elapsed > TimeSpan.FromMinutes(102))
            throw new InvalidOperationException($"There were {results} results after {simulator.Elapsed}.");
    }
}
