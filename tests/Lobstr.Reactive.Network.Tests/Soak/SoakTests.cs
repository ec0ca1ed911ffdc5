using System.Globalization;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>2,000 watches at a real server that fails in every way it can, for as many polls as take half a minute; in a process of its own, for its memory is measured.</summary>
public sealed class SoakTests
{
    // LOBSTR_SOAK_SECONDS sets another length, for a night.
    private const string LengthVariable = "LOBSTR_SOAK_SECONDS";
    private const int UsualSeconds = 30;

    private const int Uploads = 2_000;
    private const int PollsPerSecond = 2;
    private const int Seed = 20261124;

    // 40,000 polls lie between two measurements: 75 bytes kept of each would be seen. The ends of requests that the budget has to
    // remember for a minute (8 bytes each) and what is under way at the moment are less than half of that.
    private const long MostGrowth = 3_000_000;

    [Fact]
    public Task Each_watch_sees_what_its_upload_was_told_to_be_and_memory_stays_flat() =>
        OwnProcess.IsThis ? SoakAsync() : OwnProcess.RunAsync(typeof(SoakTests), TestContext.Current.CancellationToken);

    private static async Task SoakAsync()
    {
        int seconds = Environment.GetEnvironmentVariable(LengthVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : UsualSeconds;
        using var safety = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        safety.CancelAfter(TimeSpan.FromSeconds(120 + (10 * seconds)));
        var plan = new SoakPlan(Seed, Uploads, polls: Math.Max(seconds * PollsPerSecond, 8));
        var server = new SoakServer(plan);
        await using KestrelHost host = await server.StartAsync(safety.Token);
        using var left = new CountdownEvent(Uploads);
        SoakObserver[] observers = [.. Enumerable.Range(0, Uploads).Select(_ => new SoakObserver(plan.Polls, left))];
        var memory = new List<long> { GC.GetTotalMemory(forceFullCollection: true) };

        var client = new LobstrClient(new LobstrClientOptions
        {
            ApiKey = "key",
            BaseAddress = host.BaseAddress,
            TaskRequestsPerMinute = 1_000_000,
            MaxConcurrentRequests = 64,
        });
        var options = new WatchOptions
        {
            Schedule = PollSchedule.Every(TimeSpan.FromSeconds(1.0 / PollsPerSecond)),
            Retry = new RetryPolicy { MaxRetries = SoakPlan.MostFaults, BaseDelay = TimeSpan.FromMilliseconds(20) },
        };
        for (int upload = 0; upload < Uploads; upload++)
            client.Uploads.Watch(SoakPlan.IdOf(upload), options).Subscribe(observers[upload]);
        await server.Third.WaitAsync(safety.Token);
        memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        await server.TwoThirds.WaitAsync(safety.Token);
        memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        await Task.Run(() => left.Wait(safety.Token), safety.Token);
        client.Dispose();
        memory.Add(GC.GetTotalMemory(forceFullCollection: true));

        TestContext.Current.TestOutputHelper?.WriteLine($"{server.Answers} answers; bytes: {string.Join(", ", memory)}");
        for (int upload = 0; upload < Uploads; upload++)
            Check(observers[upload], server.LogOf(upload), plan.Scripts[upload][^1], upload);
        Assert.Equal((Uploads * plan.Polls, 0), (server.Answers, server.UncalledFor));
        Assert.InRange(memory[2] - memory[1], long.MinValue, MostGrowth);
        Assert.InRange(memory[3] - memory[0], long.MinValue, MostGrowth);
    }

    private static void Check(SoakObserver observer, IReadOnlyList<SoakStep> log, SoakStep end, int upload)
    {
        var told = new List<(UploadState State, long Inserted)>();
        foreach (SoakStep step in log)
        {
            if (told.Count == 0 || told[^1] != (step.State, step.Inserted))
                told.Add((step.State, step.Inserted));
        }

        Assert.Equal(told, observer.Seen);
        Assert.Equal((end.State, (long)end.Inserted), observer.Seen[^1]);
        Assert.Equal(1, observer.Ends);
        if (end.State is UploadState.Success)
            Assert.Null(observer.Error);
        else
            Assert.Equal(SoakPlan.IdOf(upload), Assert.IsType<UploadFailedException>(observer.Error).UploadTaskId);
    }
}
