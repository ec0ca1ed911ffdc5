using System.Collections.Concurrent;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>One stream on one client of its own, and one thing done to it by other threads.</summary>
public sealed class ContractRound
{
    // No test waits so long: it is how long a deadlock, or an end that does not come, would be waited for.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly WatchOptions Eager = new()
    {
        Schedule = PollSchedule.Every(TimeSpan.Zero),
        Retry = new() { MaxRetries = 100, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
    };

    private readonly Act _act;
    private readonly CountingScheduler _scheduler;
    private readonly ConcurrentQueue<string> _violations;
    private readonly string _name;
    private readonly int _seed;
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ContractRound(StreamKind kind, Act act, CountingScheduler scheduler, ConcurrentQueue<string> violations, int seed)
    {
        _act = act;
        _scheduler = scheduler;
        _violations = violations;
        _seed = seed;
        _name = $"{kind}, {act}, round {seed}";
        Run(kind);
    }

    private int Racers => _act switch
    {
        Act.NothingAtAll or Act.DisposeInsideANotification => 0,
        Act.DisposeByThreeThreads => 3,
        _ => 1,
    };

    private void Run(StreamKind kind)
    {
        using BusyService service = new(isAsynchronous: _seed % 2 == 0);
        using HttpClient http = new(service) { Timeout = Timeout.InfiniteTimeSpan };
        using LobstrClient client = new(http, new()
        {
            ApiKey = "key",
            Scheduler = _scheduler,
            TaskRequestsPerMinute = null,
            RunRequestsPerMinute = null,
            ResultRequestsPerSecond = null,
        });
        Probe probe = new(_scheduler, _violations, _name)
        {
            DisposesInside = _act is Act.DisposeInsideANotification ? 1 + (_seed % 8) : 0,
            WhenEnded = () => _go.TrySetResult(),
        };
        int after = 1 + (_seed % 5);
        service.WhenAsked = asked =>
        {
            if (asked == after)
                _go.TrySetResult();
        };

        using Barrier start = new(Racers + 1);
        Thread[] racers = [.. Enumerable.Range(0, Racers).Select(_ => new Thread(() => Race(start, client, probe)))];
        foreach (Thread racer in racers)
            racer.Start();
        Guarded("Subscribe", () =>
        {
            start.SignalAndWait();
            Subscribe(kind, client, service, probe);
        });
        foreach (Thread racer in racers)
            Expect(racer.Join(Guard), "a thread does not return");

        // Events go on for as long as the client does.
        if (kind is StreamKind.Events)
            client.Dispose();
        Expect(probe.WaitForTheEnd(Guard), "does not end");
        Expect(_act is not Act.NothingAtAll || probe.Notifications > 0, "says nothing");
    }

    private void Race(Barrier start, LobstrClient client, Probe probe)
    {
        start.SignalAndWait();
        if (_act is not (Act.DisposeWhileSubscribing or Act.DisposeTheClientWhileSubscribing))
            Expect(_go.Task.Wait(Guard), "nothing is asked");
        Thread.SpinWait(_seed * 37 % 400);
        Guarded("Dispose", _act is Act.DisposeTheClientWhileAnswersArrive or Act.DisposeTheClientWhileSubscribing ? client.Dispose : probe.Dispose);
    }

    private void Subscribe(StreamKind kind, LobstrClient client, BusyService service, Probe probe)
    {
        switch (kind)
        {
            case StreamKind.UploadsWatch:
                probe.SubscribeTo(client.Uploads.Watch("a", Eager));
                break;
            case StreamKind.UploadsSendAndWatch:
                probe.SubscribeTo(client.Uploads.SendAndWatch("squid", TaskFile.FromText("url\n", "tasks.csv"), Eager));
                break;
            case StreamKind.Create:
                probe.SubscribeTo(UploadStatusObservable.Create(service.PollAsync, Eager, _scheduler));
                break;
            case StreamKind.WhenSucceeded:
                probe.SubscribeTo(client.Uploads.Watch("a", Eager).WhenSucceeded());
                break;
            case StreamKind.RunsWatch:
                probe.SubscribeTo(client.Runs.Watch("a", Eager));
                break;
            case StreamKind.RunsWatchStats:
                probe.SubscribeTo(client.Runs.WatchStats("a", Eager));
                break;
            case StreamKind.RunsStart:
                probe.SubscribeTo(client.Runs.Start("squid"));
                break;
            case StreamKind.RunsResults:
                probe.SubscribeTo(client.Runs.Results("a"));
                break;
            case StreamKind.Events:
                probe.SubscribeTo(client.Events);
                client.Uploads.Watch("a", Eager).Subscribe(_ => { }, _ => { });
                break;
            default:
                throw new NotSupportedException($"{kind}");
        }
    }

    private void Guarded(string what, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            _violations.Enqueue($"{_name}: {what} throws {error.GetType().Name}: {error.Message}");
        }
    }

    private void Expect(bool isGood, string otherwise)
    {
        if (!isGood)
            _violations.Enqueue($"{_name}: {otherwise}");
    }
}
