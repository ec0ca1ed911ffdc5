using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>Runs a fleet in virtual time: with the library, with the plain loop, and with an ideal that knows no network.</summary>
public static class Fleet
{
    private const double IdealQuestionsPerSecond = 1.5;

    /// <summary>Every upload watched on one client, as a user would.</summary>
    public static FleetReport Watched(FleetPlan plan)
    {
        var scheduler = new HistoricalScheduler();
        LobstrSimulator simulator = Simulate(plan, scheduler);
        using LobstrClient client = simulator.CreateClient();
        var lags = new TimeSpan?[plan.Lives.Count];
        for (int i = 0; i < plan.Lives.Count; i++)
        {
            int upload = i;
            client.Uploads.Watch(FleetPlan.IdOf(upload)).Subscribe(
                _ => { },
                error => throw error,
                () => lags[upload] = simulator.Elapsed - plan.Lives[upload]);
        }
        scheduler.Start();
        return FleetReport.Of(simulator.Requests, [.. lags.Select(lag => lag!.Value)]);
    }

    /// <summary>Every upload in a loop of its own that asks every two seconds and obeys Retry-After.</summary>
    public static FleetReport Looped(FleetPlan plan)
    {
        var scheduler = new HistoricalScheduler();
        LobstrSimulator simulator = Simulate(plan, scheduler);
        using var http = new HttpClient(simulator.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("Authorization", "Token " + simulator.ApiKey);
        var lags = new TimeSpan[plan.Lives.Count];
        for (int i = 0; i < plan.Lives.Count; i++)
        {
            int upload = i;
            new PlainLoop(http, FleetPlan.IdOf(upload), scheduler, () => lags[upload] = simulator.Elapsed - plan.Lives[upload]).Ask();
        }
        scheduler.Start();
        return FleetReport.Of(simulator.Requests, lags);
    }

    /// <summary>An ideal round robin: the upload that was asked longest ago is asked, 1.5 times a second, without latency.</summary>
    public static FleetReport Ideal(FleetPlan plan)
    {
        var turns = new Queue<int>(Enumerable.Range(0, plan.Lives.Count));
        var lags = new TimeSpan[plan.Lives.Count];
        int requests = 0;
        for (; turns.TryDequeue(out int upload); requests++)
        {
            TimeSpan now = TimeSpan.FromSeconds(requests / IdealQuestionsPerSecond);
            if (now < plan.Lives[upload])
                turns.Enqueue(upload);
            else
                lags[upload] = now - plan.Lives[upload];
        }
        return new FleetReport { Lags = lags, Requests = requests, Throttled = 0, MostInAWindow = 90 };
    }

    /// <summary>The instants at which the uploads of a fleet that never ends are asked, by upload.</summary>
    public static IReadOnlyList<IReadOnlyList<TimeSpan>> Endless(int uploads, Latency latency, TimeSpan duration)
    {
        var scheduler = new HistoricalScheduler();
        var simulator = new LobstrSimulator(scheduler, new LobstrSimulatorOptions { Latency = latency });
        using LobstrClient client = simulator.CreateClient();
        for (int i = 0; i < uploads; i++)
        {
            simulator.AddUpload(FleetPlan.IdOf(i), UploadScript.StaysPending());
            client.Uploads.Watch(FleetPlan.IdOf(i)).Subscribe();
        }
        scheduler.AdvanceBy(duration);
        return [.. simulator.Requests
            .GroupBy(request => request.Path)
            .Select(asked => asked.Select(request => request.SentAt).ToArray())];
    }

    private static LobstrSimulator Simulate(FleetPlan plan, IScheduler scheduler)
    {
        var simulator = new LobstrSimulator(scheduler, new LobstrSimulatorOptions { Latency = plan.Latency });
        for (int i = 0; i < plan.Lives.Count; i++)
            simulator.AddUpload(FleetPlan.IdOf(i), UploadScript.Progress(plan.Lives[i]).Succeeds());
        return simulator;
    }
}
