using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.WatchMany;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchMany;

/// <summary>A simulated service and a client of it in virtual time, and watches that are shown in lines.</summary>
internal sealed class FleetRig : IDisposable
{
    private readonly LobstrClient _client;

    public FleetRig()
    {
        Simulator = new LobstrSimulator(Scheduler);
        _client = Simulator.CreateClient();
    }

    public HistoricalScheduler Scheduler { get; } = new();

    public LobstrSimulator Simulator { get; }

    public LineWriter Output { get; } = new();

    public IObservable<Fleet> Watch(WatchOptions options, params string[] uploadIds) =>
        FleetObservable.Create(_client, uploadIds, options, Scheduler, CancellationToken.None);

    public IObservable<Fleet> Watch(CancellationToken cancellationToken, params string[] uploadIds) =>
        FleetObservable.Create(_client, uploadIds, new WatchOptions(), Scheduler, cancellationToken);

    /// <summary>Shows watches from their beginning to their end.</summary>
    public async Task<Fleet> ShowAsync(IObservable<Fleet> fleets)
    {
        Task<Fleet> shown = new PlainDisplay(Output).ShowAsync(fleets);
        Scheduler.Start();
        return await shown;
    }

    public void Dispose() => _client.Dispose();
}
