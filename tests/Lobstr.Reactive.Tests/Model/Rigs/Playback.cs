using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>Plays a script to the library in virtual time and writes down what comes of it.</summary>
public static class Playback
{
    private static readonly DateTimeOffset Start = new(2026, 7, 20, 10, 0, 0, TimeSpan.Zero);

    public static string ThroughCreate(Script script)
    {
        HistoricalScheduler scheduler = new(Start);
        Journal wire = new(scheduler);
        FarEnd farEnd = new(script, scheduler, wire);
        return Play(script, scheduler, wire, spec => UploadStatusObservable.Create(
            token => farEnd.Ask(Statuses.Of, token), spec.ToOptions(), scheduler));
    }

    public static string ThroughTheClient(Script script)
    {
        HistoricalScheduler scheduler = new(Start);
        Journal wire = new(scheduler);
        using ServiceHandler service = new(script, scheduler, wire);
        using HttpClient http = new(service) { Timeout = Timeout.InfiniteTimeSpan };
        using LobstrClient client = new(http, new()
        {
            ApiKey = "key",
            Scheduler = scheduler,
            RequestTimeout = WatchSpec.Ms(script.RequestTimeout),
            TaskRequestsPerMinute = null,
        });
        return Play(script, scheduler, wire, spec => client.Uploads.Watch("up-1", spec.ToOptions()));
    }

    private static string Play(Script script, HistoricalScheduler scheduler, Journal wire, Func<WatchSpec, IObservable<UploadStatus>> watch)
    {
        ScriptedObserver[] observers = [.. script.Watches.Select(spec => new ScriptedObserver(spec, new Journal(scheduler)))];
        for (int i = 0; i < observers.Length; i++)
        {
            ScriptedObserver observer = observers[i];
            WatchSpec spec = script.Watches[i];
            scheduler.Schedule(Start + WatchSpec.Ms(spec.SubscribeAt), () => observer.Subscription = watch(spec).Subscribe(observer));
            if (spec.DisposeAt is { } at)
                scheduler.Schedule(Start + WatchSpec.Ms(at), observer.Dispose);
        }

        HostileSynchronizationContext.RunWithNone(() => RunToTheHorizon(scheduler));

        return string.Join('\n', [$"{wire}", .. observers.Select((observer, i) => $"watch {(char)('A' + i)}\n{observer.Journal}")]);
    }

    private static void RunToTheHorizon(HistoricalScheduler scheduler)
    {
        while (true)
        {
            try
            {
                scheduler.AdvanceTo(Start + Prediction.Horizon);
                return;
            }
            catch (ObserverException thrown)
            {
                thrown.Observer.Journal.Add("surfaces");
                scheduler.Stop();
            }
        }
    }
}
