using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>Virtual schedulers and real ones: the whole road from a file to its rows, with the real client.</summary>
public sealed class AnySchedulerTests
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    [Fact]
    public void The_TestScheduler()
    {
        var clock = new TestScheduler();
        var simulator = new LobstrSimulator(clock);
        using LobstrClient client = simulator.CreateClient();
        ITestableObserver<string> observer = clock.CreateObserver<string>();

        Job(client).Subscribe(observer);
        clock.Start();

        Assert.Equal(["Result 1", "Result 2"], observer.Messages.SkipLast(1).Select(message => message.Value.Value));
        Assert.Equal(System.Reactive.NotificationKind.OnCompleted, observer.Messages[^1].Value.Kind);
        Assert.All(observer.Messages, message => Assert.InRange(message.Time, TimeSpan.FromSeconds(16).Ticks, TimeSpan.FromSeconds(24).Ticks));
    }

    [Fact]
    public void The_TestScheduler_with_a_task()
    {
        var clock = new TestScheduler();
        using LobstrClient client = new LobstrSimulator(clock).CreateClient();

        Assert.Equal(["Result 1", "Result 2"], clock.AdvanceUntilCompleted(Job(client).ToArray().ToTask()));
    }

    [Fact]
    public void The_HistoricalScheduler()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2026, 7, 20, 10, 0, 0, TimeSpan.Zero));
        using LobstrClient client = new LobstrSimulator(clock).CreateClient();

        Assert.Equal(["Result 1", "Result 2"], clock.AdvanceUntilCompleted(Job(client).ToArray().ToTask()));
    }

    [Fact]
    public async Task The_default_scheduler_in_real_time()
    {
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions
        {
            Latency = Latency.Constant(TimeSpan.FromMilliseconds(2)),
            UploadLife = file => UploadScript.Typical(TimeSpan.FromMilliseconds(20), file.Meta),
            RunLife = run => RunScript.Typical(TimeSpan.FromMilliseconds(20), run.Tasks),
        });
        using LobstrClient client = simulator.CreateClient();
        var quick = new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(5)) };

        Assert.Equal(["Result 1", "Result 2"], await Job(client, quick).ToArray().ToTask(TestContext.Current.CancellationToken));
        Assert.All(simulator.Requests, request => Assert.True(request.EndedAt - request.SentAt >= TimeSpan.FromMilliseconds(2)));
    }

    [Fact]
    public void The_EventLoopScheduler_delivers_on_its_own_thread()
    {
        Thread? own = null;
        using var scheduler = new EventLoopScheduler(start => own = new Thread(start) { IsBackground = true });
        var simulator = new LobstrSimulator(scheduler);
        string id = simulator.AddUpload(UploadScript.Succeeds());
        using LobstrClient client = simulator.CreateClient();

        Thread delivered = client.Uploads.Watch(id).Select(_ => Thread.CurrentThread).Wait();

        Assert.Same(own, delivered);
    }

    private static IObservable<string> Job(LobstrClient client, WatchOptions? options = null) =>
        client.Uploads.SendAndWatch(Squid, TaskFile.FromText("url\nhttps://example.com/1\nhttps://example.com/2\n", "tasks.csv"), options)
            .WhenSucceeded()
            .SelectMany(_ => client.Runs.Start(Squid))
            .SelectMany(run => client.Runs.Watch(run.Id, options).LastAsync())
            .SelectMany(run => client.Runs.Results(run.Id))
            .Select(row => row.GetProperty("name").GetString()!);
}
