using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Watches that are enumerated, left, or lose their client, and answers without a body, in virtual time.</summary>
internal static class LifetimeChecks
{
    public static void Run(Checklist checks)
    {
        var clock = new HistoricalScheduler();
        var simulator = new LobstrSimulator(clock);
        LobstrClient client = simulator.CreateClient();
        string id = simulator.AddUpload(UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromSeconds(40)).Succeeds());
        List<string> states = clock.AdvanceUntilCompleted(StatesAsync(client, id));
        checks.Equal("PENDING PROGRESS SUCCESS", string.Join(' ', states), "a watch, enumerated");

        string slow = simulator.AddUpload(UploadScript.StaysPending());
        bool isOver = false;
        IDisposable left = client.Uploads.Watch(slow).Subscribe(_ => { }, _ => isOver = true, () => isOver = true);
        clock.AdvanceBy(TimeSpan.FromMinutes(1));
        left.Dispose();
        long requests = simulator.RequestCount;
        clock.AdvanceBy(TimeSpan.FromMinutes(10));
        checks.Equal((requests, false), (simulator.RequestCount, isOver), "a watch that is left asks no more and says no more");

        Exception? end = null;
        client.Uploads.Watch(slow).Subscribe(_ => { }, error => end = error);
        clock.AdvanceBy(TimeSpan.FromMinutes(1));
        client.Dispose();
        clock.AdvanceBy(TimeSpan.FromMinutes(1));
        checks.Equal(nameof(ObjectDisposedException), end?.GetType().Name, "a watch whose client is disposed of");

        var options = new LobstrClientOptions { ApiKey = simulator.ApiKey, Scheduler = clock };
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.OK])
        {
            using var http = new HttpClient(new BodilessHandler(status));
            using var bodiless = new LobstrClient(http, options);
            checks.Throws<LobstrException>(() => clock.AdvanceUntilCompleted(bodiless.Uploads.GetStatusAsync("any")), $"{(int)status} without a body");
        }
    }

    private static async Task<List<string>> StatesAsync(LobstrClient client, string id)
    {
        var states = new List<string>();
        await foreach (UploadStatus status in client.Uploads.WatchAsync(id).ConfigureAwait(false))
            states.Add(status.RawState);
        return states;
    }
}
