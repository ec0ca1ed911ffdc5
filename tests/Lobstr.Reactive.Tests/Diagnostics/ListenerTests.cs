using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Listeners are user code: no lock is held while they are called, and they change nothing.</summary>
[Collection("process-wide state")]
public class ListenerTests
{
    // No test waits so long: it is how long a deadlock would be waited for.
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    [Fact]
    public void Inside_a_measurement_other_threads_may_watch_ask_and_leave()
    {
        using FleetRun run = Faulty();
        int calls = 0;
        using MeterRecord meter = new(() => { calls++; UseOnAnotherThread(run.Client); });
        WatchThrough(run);

        Assert.InRange(calls, 20, 200);
        Assert.Equal(
            ["lobstr.reactive.budget.wait", "lobstr.reactive.requests", "lobstr.reactive.retries", "lobstr.reactive.watch.duration", "lobstr.reactive.watches.active"],
            meter.Measurements.Select(each => each.Instrument).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Inside_an_activity_other_threads_may_watch_ask_and_leave()
    {
        using FleetRun run = Faulty();
        int calls = 0;
        using TraceRecord trace = new(() => { calls++; UseOnAnotherThread(run.Client); });
        WatchThrough(run);

        Assert.InRange(calls, 10, 200);
    }

    [Fact]
    public void A_measurement_may_call_back_into_the_client()
    {
        using FleetRun run = new();
        run.Service.AddUpload("from-within", UploadScript.StaysPending());
        int answers = 0;
        int depth = 0;
        using MeterRecord meter = new(() =>
        {
            if (depth++ == 0)
                run.Client.Uploads.Watch("from-within").Subscribe(_ => answers++, _ => answers++);
        });
        run.Watch("upload-1", UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        run.RunTo(60);

        Assert.Equal(1, answers);
        Assert.Equal(1, run.Completed);
    }

    [Fact]
    public void A_measurement_may_dispose_the_client()
    {
        using FleetRun run = new();
        int measured = 0;
        using MeterRecord meter = new(() =>
        {
            if (++measured == 10)
                run.Client.Dispose();
        });
        run.WatchEndless(3);
        run.RunTo(60);

        Assert.All(run.Watches, watch => Assert.IsType<ObjectDisposedException>(watch.Error));
    }

    [Fact]
    public void Listening_changes_no_request()
    {
        IReadOnlyList<double> unheard = Sent();
        using MeterRecord meter = new();
        using TraceRecord trace = new();

        Assert.Equal(unheard, Sent());
        Assert.NotEmpty(meter.Measurements);
        Assert.NotEmpty(trace.Stopped);
    }

    private static IReadOnlyList<double> Sent()
    {
        using FleetRun run = new(new() { Latency = Latency.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1), seed: 1) });
        run.WatchFleet(20, 5, 60);
        run.RunTo(120);
        return run.Sent;
    }

    private static FleetRun Faulty()
    {
        FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        run.Service.Faults.OnRequest(2, Fault.ConnectionReset);
        run.Service.Faults.OnRequest(3, Fault.Hang);
        return run;
    }

    private static void WatchThrough(FleetRun run)
    {
        run.Watch("upload-1", UploadScript.Progress(TimeSpan.FromSeconds(60)).Succeeds());
        run.Watch("upload-2", UploadScript.StaysPending());
        run.RunTo(90);
        run.Client.Dispose();
        run.RunTo(100);

        Assert.NotNull(run.Watches[0].CompletedAt);
        Assert.IsType<ObjectDisposedException>(run.Watches[1].Error);
    }

    private static void UseOnAnotherThread(LobstrClient client)
    {
        Exception? thrown = null;
        Thread thread = new(() => thrown = Record.Exception(() =>
        {
            using CancellationTokenSource cancellation = new();
            _ = client.Uploads.GetStatusAsync("other", cancellation.Token);
            cancellation.Cancel();
        }));
        thread.Start();
        Assert.True(thread.Join(Deadlock), "The other thread should not have to wait for this one.");
        Assert.Null(thrown);
    }
}
