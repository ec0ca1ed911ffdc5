using System.Globalization;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>How often a shared budget is called, for each call is a way to another machine and back: two calls a request, and one a wait; of which there are
/// more the more clients are after the same permits.</summary>
public sealed class CallCountTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 2, 2.0)]
    [InlineData(2, 1, 2.0)]
    [InlineData(1, 300, 3.0)]
    [InlineData(2, 150, 3.6)]
    [InlineData(5, 60, 4.6)]
    [InlineData(20, 15, 8.0)]
    public void Calls_for_each_request(int clients, int watches, double most)
    {
        (CountedBudget budget, int requests) = Run(clients, _ => watches, TimeSpan.FromMinutes(30));

        double calls = (budget.Asked + budget.Returned) / (double)requests;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clients} clients with {watches} watches each: {calls:0.00} calls a request"));
        Assert.InRange(budget.Granted - requests, 0, clients);
        Assert.InRange(calls, 1.99, most + 0.01);
    }

    [Fact]
    public void One_watch_beside_five_hundred_does_not_ask_all_the_time()
    {
        (CountedBudget budget, int requests) = Run(clients: 2, client => client == 0 ? 500 : 1, TimeSpan.FromMinutes(30));

        double calls = (budget.Asked + budget.Returned) / (double)requests;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls:0.00} calls a request"));
        Assert.InRange(calls, 2, 3.6);
    }

    private static (CountedBudget Budget, int Requests) Run(int clients, Func<int, int> watches, TimeSpan duration)
    {
        var scheduler = new HistoricalScheduler();
        var service = new LobstrSimulator(scheduler, new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromMilliseconds(50)) });
        var budget = new CountedBudget(new InMemorySharedBudget(scheduler));
        LobstrClient[] all = [.. Enumerable.Range(0, clients).Select(_ => service.CreateClient(options => options with { SharedBudget = budget }))];
        for (int client = 0; client < clients; client++)
        {
            for (int i = 0; i < watches(client); i++)
            {
                service.AddUpload($"upload-{client}-{i}", UploadScript.StaysPending());
                all[client].Uploads.Watch($"upload-{client}-{i}").Subscribe(_ => { }, _ => { });
            }
        }
        scheduler.AdvanceBy(duration);
        int requests = service.Requests.Count;
        foreach (LobstrClient client in all)
            client.Dispose();
        return (budget, requests);
    }
}
