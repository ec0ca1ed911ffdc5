using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>Runs a fleet in virtual time: with the library, with the plain loop, and with an ideal that knows no network.</summary>
public static class Fleet
{
    private const double PollsPerSecond = 1.5;

    /// <summary>Every upload watched on one client, as a user would.</summary>
    public static FleetReport Watched(FleetPlan plan) => Watched(plan, clients: 1, sharedBudget: null);

    /// <summary>The uploads dealt out to clients that share a budget.</summary>
    public static FleetReport Shared(FleetPlan plan, int clients)
    {
        var scheduler = new HistoricalScheduler();
        return Watched(plan, clients, new InMemorySharedBudget(scheduler), scheduler);
    }

    private static FleetReport Watched(FleetPlan plan, int clients, ISharedBudget? sharedBudget, HistoricalScheduler? clock = null)
    {
        HistoricalScheduler scheduler = clock ?? new HistoricalScheduler();
        LobstrSimulator simulator = Simulate(plan, scheduler);
        LobstrClient[] all = [.. Enumerable.Range(0, clients)
            .Select(_ => simulator.CreateClient(options => options with { SharedBudget = sharedBudget }))];
        using var end = new CompositeDisposable(all);
        var lags = new TimeSpan?[plan.Lives.Count];
        for (int i = 0; i < plan.Lives.Count; i++)
        {
            int upload = i;
            LobstrClient client = all[upload % clients];
            scheduler.ScheduleAt(plan.Begins[upload], () => client.Uploads.Watch(FleetPlan.IdOf(upload)).Subscribe(
                _ => { },
                error => throw error,
                () => lags[upload] = simulator.Elapsed - plan.EndOf(upload)));
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
            var loop = new PlainLoop(http, FleetPlan.IdOf(upload), scheduler, () => lags[upload] = simulator.Elapsed - plan.EndOf(upload));
            scheduler.ScheduleAt(plan.Begins[upload], loop.Ask);
        }
        scheduler.Start();
        return FleetReport.Of(simulator.Requests, lags);
    }

    /// <summary>In turn: whoever was asked longest ago, a newcomer since it came, 1.5 times a second, without latency.</summary>
    public static FleetReport InTurn(FleetPlan plan)
    {
        var turns = new PriorityQueue<int, (TimeSpan Since, int Upload)>();
        var lags = new TimeSpan[plan.Lives.Count];
        int come = 0;
        int requests = 0;
        for (int permit = 0; come < lags.Length || turns.Count > 0; permit++)
        {
            TimeSpan now = TimeSpan.FromSeconds(permit / PollsPerSecond);
            for (; come < lags.Length && plan.Begins[come] <= now; come++)
                turns.Enqueue(come, (plan.Begins[come], come));
            if (!turns.TryDequeue(out int upload, out _))
                continue;
            requests++;
            if (now < plan.EndOf(upload))
                turns.Enqueue(upload, (now, upload));
            else
                lags[upload] = now - plan.EndOf(upload);
        }
        return new FleetReport { Lags = lags, Requests = requests, Throttled = 0, MostInAWindow = 90 };
    }

    /// <summary>The least that is possible at that pace, were it known who has ended: only SUCCESS is asked for.</summary>
    public static FleetReport Least(FleetPlan plan)
    {
        var lags = new TimeSpan[plan.Lives.Count];
        TimeSpan free = TimeSpan.Zero;
        foreach (int upload in Enumerable.Range(0, plan.Lives.Count).OrderBy(plan.EndOf))
        {
            TimeSpan asked = plan.EndOf(upload) > free ? plan.EndOf(upload) : free;
            lags[upload] = asked - plan.EndOf(upload);
            free = asked + TimeSpan.FromSeconds(1 / PollsPerSecond);
        }
        return new FleetReport { Lags = lags, Requests = lags.Length, Throttled = 0, MostInAWindow = 90 };
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
        {
            int upload = i;
            scheduler.ScheduleAt(plan.Begins[upload], () => simulator.AddUpload(FleetPlan.IdOf(upload), UploadScript.Progress(plan.Lives[upload]).Succeeds()));
        }
        return simulator;
    }

    private static void ScheduleAt(this IScheduler scheduler, TimeSpan instant, Action action) => scheduler.Schedule(instant, action);
}
