using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>A process that is asked to end does so in good order, whatever it tracks.</summary>
public sealed class ShutdownTests
{
    private const int Watches = 100;
    private const int Handled = 20;

    // Far beyond what it takes: what hangs fails.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_process_with_a_hundred_watches_lets_its_handlers_finish_and_ends_with_zero()
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Guard);
        using var folder = new Folder();
        int taken = 0;
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions
        {
            TaskRateLimit = null,
            KeptRequests = 0,
            // Every second one stays, and is watched when the process ends.
            UploadLife = _ => Interlocked.Increment(ref taken) % 2 == 0 ? UploadScript.StaysPending() : UploadScript.Succeeds(),
        });
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator, cancellationToken: guard.Token);
        using ProgramProcess process = await TrackedProgram.StartAsync(service.BaseAddress, simulator.ApiKey, folder.Path, generation: 0, sends: true, guard.Token);
        while (simulator.Uploads.Count < Watches * 2 || new ProgramJournal(folder.Path).Called.Count < Handled)
            await Task.Delay(10, guard.Token);

        Assert.Equal(0, await process.TerminateAsync(guard.Token));

        var journal = new ProgramJournal(folder.Path);
        Assert.InRange(journal.Called.Count, Handled, int.MaxValue);
        // Each that was called has returned, and that is stored.
        Assert.Equal(journal.Called.Order(StringComparer.Ordinal), journal.Stored.Order(StringComparer.Ordinal));
    }
}
