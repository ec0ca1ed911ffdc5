using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Whatever the line to a shared budget does: every watch comes to its end, nothing hangs, and no permit is kept.</summary>
public sealed class FlakyBudgetTests(ITestOutputHelper output)
{
    private const int Uploads = 60;

    [Fact]
    public void Every_upload_is_told_and_every_permit_given_back()
    {
        int lost = 0, regained = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            var scheduler = new HistoricalScheduler();
            var service = new LobstrSimulator(scheduler, new LobstrSimulatorOptions { Latency = Latency.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2), seed) });
            var budget = new FlakyBudget(new InMemorySharedBudget(scheduler), scheduler, seed);
            LobstrClient[] clients = [.. Enumerable.Range(0, 3).Select(_ => service.CreateClient(options => options with { SharedBudget = budget }))];
            foreach (LobstrClient client in clients)
            {
                client.Events.OfType<SharedBudgetLost>().Subscribe(_ => lost++);
                client.Events.OfType<SharedBudgetRegained>().Subscribe(_ => regained++);
            }
            int completed = 0;
            var random = new Random(seed);
            for (int i = 0; i < Uploads; i++)
            {
                service.AddUpload($"upload-{i}", UploadScript.Progress(TimeSpan.FromSeconds(300 * random.NextDouble())).Succeeds());
                clients[i % 3].Uploads.Watch($"upload-{i}").Subscribe(_ => { }, error => throw error, () => completed++);
            }
            scheduler.AdvanceBy(TimeSpan.FromMinutes(20));

            Assert.Equal(Uploads, completed);
            Assert.Empty(budget.Held);
            Array.ForEach(clients, client => client.Dispose());
        }

        output.WriteLine($"lost {lost} times, regained {regained} times");
        Assert.InRange(lost, 20, int.MaxValue);
        Assert.InRange(lost - regained, 0, 20 * 3 * 6);
    }
}
