using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Two clients that share a budget, in virtual time.</summary>
internal static class SharingChecks
{
    private const int UploadsEach = 60;
    private const int Limit = 90;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void Run(Checklist checks)
    {
        var clock = new HistoricalScheduler();
        var simulator = new LobstrSimulator(clock);
        var shared = new InMemorySharedBudget(clock);
        using LobstrClient one = simulator.CreateClient(options => options with { SharedBudget = shared });
        using LobstrClient other = simulator.CreateClient(options => options with { SharedBudget = shared });
        int done = 0;
        foreach (LobstrClient client in (LobstrClient[])[one, other])
        {
            for (int i = 0; i < UploadsEach; i++)
            {
                string id = simulator.AddUpload(UploadScript.Progress(Window).Succeeds());
                client.Uploads.Watch(id).Subscribe(_ => { }, error => checks.That(false, $"a watch within the shared budget: {error.Message}"), () => done++);
            }
        }
        clock.AdvanceBy(TimeSpan.FromMinutes(20));
        checks.Equal(2 * UploadsEach, done, "watches within the shared budget");
        checks.Equal(Limit, MostInAWindow([.. simulator.Requests.Select(request => request.SentAt)]), "requests in the fullest minute");
        checks.That(simulator.Requests.All(request => request.StatusCode != HttpStatusCode.TooManyRequests), "none is one too many");
    }

    private static int MostInAWindow(TimeSpan[] instants) =>
        instants.Max(start => instants.Count(instant => instant >= start && instant < start + Window));
}
