using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive;
using Lobstr.Reactive.Testing;
using Xunit;

namespace TestingYourApp.Tests;

/// <summary>An app that awaits, in virtual time: it is started within the call that advances the clock.</summary>
public sealed class NightlyJobTests : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    // The clock of System.Reactive itself; a TestScheduler would do as well.
    private readonly HistoricalScheduler _clock = new();
    private readonly LobstrSimulator _simulator;
    private readonly LobstrClient _client;

    public NightlyJobTests()
    {
        _simulator = new LobstrSimulator(_clock);
        _client = _simulator.CreateClient();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public void The_results_of_the_run_are_counted()
    {
        _simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromMinutes(40)).Succeeds());
        _simulator.ScriptNextRun(RunScript.Running(TimeSpan.FromHours(3), results: 250).Succeeds());

        int results = _clock.AdvanceUntilCompleted(() => Run());

        Assert.Equal(250, results);
        Assert.InRange(_simulator.Elapsed, TimeSpan.FromMinutes(220), TimeSpan.FromMinutes(221));
    }

    [Fact]
    public void A_failed_upload_starts_no_run()
    {
        _simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromMinutes(40)).Fails());

        Assert.Throws<UploadFailedException>(() => _clock.AdvanceUntilCompleted(() => Run()));
        Assert.Empty(_simulator.Runs);
    }

    [Fact]
    public void A_service_that_stumbles_goes_unnoticed()
    {
        _simulator.Faults.OnRequest(3, Fault.Status(HttpStatusCode.BadGateway));
        _simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromMinutes(40)).Succeeds());
        _simulator.ScriptNextRun(RunScript.Succeeds(results: 7));

        Assert.Equal(7, _clock.AdvanceUntilCompleted(() => Run()));
    }

    // Called within AdvanceUntilCompleted and not before it: some test runners make a SynchronizationContext current, under which what is
    // awaited goes on elsewhere than on this clock.
    private Task<int> Run() => new NightlyJob(_client).RunAsync(Squid, TaskFile.FromText("url\nhttps://example.com/\n", "tasks.csv"));
}
