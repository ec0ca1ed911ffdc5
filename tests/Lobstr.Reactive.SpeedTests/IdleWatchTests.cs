using System.Globalization;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.SpeedTests;

/// <summary>What a watch holds that has had an answer and waits for the next one.</summary>
public sealed class IdleWatchTests(ITestOutputHelper output)
{
    private const int Watches = 100_000;

    [Fact]
    public void An_idle_watch_holds_less_than_a_loop_with_Task_Delay()
    {
        // 342 were measured; one in thirty is the margin. A bare loop was seen to hold 382.
        const double Most = 352;
        string[] ids = [.. Enumerable.Range(0, Watches).Select(number => number.ToString("x32", CultureInfo.InvariantCulture))];
        var subscriptions = new IDisposable[Watches];
        var scheduler = new HistoricalScheduler();
        using var http = new HttpClient(new PendingHandler());
        using var client = new LobstrClient(
            http, new LobstrClientOptions { ApiKey = "key", TaskRequestsPerMinute = null, Scheduler = scheduler });

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Watches; i++)
            subscriptions[i] = client.Uploads.Watch(ids[i]).Subscribe(Ignored.Instance);
        scheduler.AdvanceBy(TimeSpan.FromSeconds(1));
        double bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / Watches;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0} B a watch"));
        GC.KeepAlive(ids);
        GC.KeepAlive(subscriptions);
        Assert.True(bytes <= Most, $"{bytes} bytes a watch");
        Assert.True(bytes > 0, "Nothing was measured.");
    }
}
