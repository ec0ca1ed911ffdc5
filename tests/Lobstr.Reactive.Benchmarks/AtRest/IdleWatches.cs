using System.Globalization;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>100,000 watches that have had one answer and wait for the next: how many bytes each of them holds.</summary>
internal static class IdleWatches
{
    public const string Argument = "idle";

    private const int Count = 100_000;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Measures one way to watch, in a process of its own.</summary>
    public static double Measure(string way)
    {
        using var child = ChildProcess.Start(Argument, way);
        return double.Parse(child.Line, CultureInfo.InvariantCulture);
    }

    /// <summary>What the process of <see cref="Measure"/> does.</summary>
    public static void Run(string way)
    {
        string[] ids = [.. Enumerable.Range(0, Count).Select(_ => Guid.NewGuid().ToString("N"))];
        using var answered = new CountdownEvent(Count);
        using var keep = new CancellationTokenSource();
        // What is the same for all watches is there before.
        using var http = new HttpClient(new PendingHandler());
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = "key", TaskRequestsPerMinute = null });
        var options = new WatchOptions { Schedule = PollSchedule.Every(Interval) };
        var subscriptions = new object[Count];
        Action<UploadStatus> onNext = _ => answered.Signal();
        IObserver<UploadStatus> observer = System.Reactive.Observer.Create(onNext, _ => { });

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++)
        {
            string id = ids[i];
            subscriptions[i] = way switch
            {
                "loop" => HandLoop.RunAsync(_ => Ask(id), Interval, onNext, keep.Token),
                "rx" => TextbookRx.Watch(_ => Ask(id), Interval, DefaultScheduler.Instance).Subscribe(observer),
                "async" => AsyncRxLoop.Run(_ => Ask(id), Interval, DefaultScheduler.Instance, onNext),
                _ => client.Uploads.Watch(id, options).Subscribe(observer),
            };
        }
        answered.Wait();
        long after = Settled();
        Console.WriteLine(((double)(after - before) / Count).ToString(CultureInfo.InvariantCulture));
        GC.KeepAlive(subscriptions);
        GC.KeepAlive(ids);
    }

    // After the last answer other threads have a few things left to do.
    private static long Settled()
    {
        long last = long.MaxValue;
        for (long now; (now = GC.GetTotalMemory(forceFullCollection: true)) < last; last = now)
            Thread.Sleep(100);
        return last;
    }

    private static Task<UploadStatus> Ask(string id) => Task.FromResult(new UploadStatus { Id = id, State = UploadState.Pending });
}
