using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A listener that cannot keep up, on a real scheduler.</summary>
public class SlowObserverTests
{
    // No test waits so long: it is how long a deadlock would be waited for.
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    [Fact]
    public void It_delays_no_watch_and_is_given_the_newest_1024_events()
    {
        const int Polls = 1000;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using StubHandler service = new(TaskPoolScheduler.Default, new(Scheduler.Immediate));
        using HttpClient http = new(service);
        using LobstrClient client = new(http, new() { ApiKey = ClientRun.Key, Scheduler = TaskPoolScheduler.Default, TaskRequestsPerMinute = null });
        using ManualResetEventSlim stuck = new();
        using ManualResetEventSlim release = new();
        using ManualResetEventSlim completed = new();
        using ManualResetEventSlim drained = new();
        ConcurrentQueue<LobstrEvent> seen = new();
        using IDisposable listening = client.Events.Subscribe(
            e =>
            {
                seen.Enqueue(e);
                stuck.Set();
                release.Wait(Deadlock, cancellation);
            },
            drained.Set);

        // The flood begins when the listener is stuck in the very first event, however late its thread was.
        service.Answers(() => { stuck.Wait(Deadlock, cancellation); return StubHandler.Response(202, new StringContent(ClientRun.Pending)); })
            .Times(Polls - 1)
            .Answers(200, ClientRun.Success);
        using IDisposable ending = client.Events.OfType<WatchEnded>().Subscribe(_ => completed.Set());
        using IDisposable watching = client.Uploads
            .Watch(ClientRun.Id, new() { Schedule = PollSchedule.Every(TimeSpan.Zero) })
            .Subscribe(_ => { });
        Assert.True(completed.Wait(Deadlock, cancellation), "The watch should have completed in spite of its listener.");
        client.Dispose();
        release.Set();
        Assert.True(drained.Wait(Deadlock, cancellation));

        LobstrEvent[] events = [.. seen];
        Assert.IsType<WatchStarted>(events[0]);
        Assert.Equal(1 + 1 + 1024, events.Length);
        // Beside two events a poll: the beginning and the end of the watch, and two states.
        Assert.Equal((2 * Polls) + 4 - 1 - 1024, Assert.IsType<EventsDropped>(events[1]).Count);
        Assert.Equal(events[2].At, events[1].At);
        Assert.Equal(200, (int)Assert.IsType<ResponseReceived>(events[^3]).StatusCode);
        Assert.IsType<WatchEnded>(events[^1]);
        // In order: from the gap on, questions and answers take turns.
        RequestEvent[] requests = [.. events.OfType<RequestEvent>()];
        Assert.All(requests.Zip(requests.Skip(1)), pair => Assert.NotEqual(pair.First.GetType(), pair.Second.GetType()));
    }
}
