using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class SeveralClients : RecipeTest
{
    private static LobstrClient[] Share(HttpClient http, LobstrClientOptions options)
    {
        // Recipe: several clients
        var shared = new InMemorySharedBudget(options.Scheduler);
        var uploads = new LobstrClient(http, options with { SharedBudget = shared });
        var reports = new LobstrClient(http, options with { SharedBudget = shared });
        // Recipe end
        return [uploads, reports];
    }

    [Fact]
    public void Both_together_keep_within_the_cap_of_one()
    {
        using var http = new HttpClient(Simulator.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        LobstrClient[] clients = Share(http, new() { ApiKey = Simulator.ApiKey, Scheduler = Scheduler });
        for (int upload = 0; upload < 200; upload++)
        {
            Simulator.AddUpload($"{upload}", UploadScript.StaysPending());
            clients[upload % 2].Uploads.Watch($"{upload}").Subscribe(_ => { }, _ => { });
        }
        Advance(59);

        Assert.InRange(Simulator.RequestCount, 80, 90);
        Array.ForEach(clients, client => client.Dispose());
    }
}
