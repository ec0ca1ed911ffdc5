using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A shutdown waits for sendings, handlers and the store as long as the host allows.</summary>
public sealed class TrackerShutdownTests
{
    [Fact]
    public void It_waits_for_a_handler_and_for_its_return_to_be_stored()
    {
        using TrackingRig rig = new TrackingRig().Start();
        TaskCompletionSource handler = new();
        rig.Handler = (_, _) => handler.Task;
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(1);
        rig.Observe();

        Task stopping = rig.Tracker.StopAsync(CancellationToken.None);
        rig.Advance(10);
        Assert.False(stopping.IsCompleted);
        handler.SetResult();
        rig.Run(stopping);
        rig.Advance(1);

        Assert.Equal("11  completed", rig.Transcript.Lines[^1]);
        rig.Kill().Start();
        rig.Advance(10);
        Assert.True(rig.Only.IsHandled);
        Assert.Single(rig.Handled);
    }

    [Fact]
    public void It_has_no_further_handler_called()
    {
        using var rig = new TrackingRig();
        rig.Options.MaxConcurrentHandlers = 1;
        TaskCompletionSource handler = new();
        rig.Handler = (_, _) => handler.Task;
        rig.Start();
        foreach (int _ in Enumerable.Range(0, 2))
            rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Succeeds())));
        rig.Advance(60);

        Task stopping = rig.Tracker.StopAsync(CancellationToken.None);
        handler.SetResult();
        rig.Run(stopping);
        rig.Advance(10);

        Assert.Single(rig.Handled);
        rig.Kill().Start();
        rig.Advance(10);
        Assert.Equal(2, rig.Handled.Count);
    }

    [Fact]
    public void It_cancels_a_handler_that_takes_longer_than_the_host_allows_and_the_next_process_calls_it_again()
    {
        using TrackingRig rig = new TrackingRig().Start();
        CancellationToken seen = default;
        rig.Handler = (_, token) => Task.Delay(Timeout.Infinite, seen = token);
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(1);
        using var host = new CancellationTokenSource();

        Task stopping = rig.Tracker.StopAsync(host.Token);
        rig.Advance(10);
        Assert.False(seen.IsCancellationRequested);
        host.Cancel();
        rig.Run(stopping);

        Assert.True(seen.IsCancellationRequested);
        Assert.Contains("1 sendings or calls of handlers are cancelled", Assert.Single(rig.Log.Lines, line => line.EventId.Name == "ShutdownCutShort").Text, StringComparison.Ordinal);
        rig.Handler = (_, _) => Task.CompletedTask;
        rig.Kill().Start();
        rig.Advance(1);
        Assert.Equal(2, rig.Handled.Count);
        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void It_waits_for_a_file_that_is_being_sent()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(5)) }).Start();
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(1);

        rig.Run(rig.Tracker.StopAsync(CancellationToken.None));

        Assert.Equal(TrackedUploadState.Watching, rig.Run(sending).State);
        // It is for the next process to poll it.
        rig.Advance(3600);
        Assert.Equal(1, rig.Simulator.RequestCount);
        rig.Kill().Start();
        Assert.Equal(TrackedUploadState.Watching, rig.Only.State);
    }

    [Fact]
    public void What_was_being_sent_when_the_host_does_not_wait_any_longer_may_have_been_sent()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromMinutes(5)) }).Start(
            configure: options => options with { RequestTimeout = TimeSpan.FromHours(1) });
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(1);

        rig.Run(rig.Tracker.StopAsync(new CancellationToken(canceled: true)));
        rig.Advance(1);

        Assert.Equal(TrackedUploadState.MayHaveBeenSent, rig.Only.State);
        Assert.True(sending.IsCompleted);
        rig.Kill().Start();
        Assert.Equal(TrackedUploadState.MayHaveBeenSent, rig.Only.State);
    }

    [Fact]
    public void A_store_that_hangs_keeps_the_host_no_longer_than_it_allows()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Pending(TimeSpan.FromSeconds(5)).StaysInProgress());
        rig.Send();
        rig.Store.Wait = () => new TaskCompletionSource().Task;
        rig.Advance(30);
        using var host = new CancellationTokenSource();
        Task stopping = rig.Tracker.StopAsync(host.Token);
        rig.Advance(5);
        Assert.False(stopping.IsCompleted);
        host.Cancel();

        rig.Run(stopping);
    }

    [Fact]
    public void A_store_that_is_back_is_given_what_waits_for_it_at_once()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Pending(TimeSpan.FromSeconds(5)).Succeeds());
        rig.Send();
        rig.Store.Fault = () => new IOException("disk full");
        // By then it is tried every five minutes: the handler has returned, and waits for that.
        rig.Advance(3000);
        rig.Store.Fault = null;
        using var host = new CancellationTokenSource();
        Task stopping = rig.Tracker.StopAsync(host.Token);
        rig.Advance(1);
        bool isStopped = stopping.IsCompleted;
        host.Cancel();
        rig.Run(stopping);

        Assert.True(isStopped);
        rig.Kill().Start();
        rig.Advance(60);
        Assert.Single(rig.Handled);
        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void Afterwards_a_store_that_fails_is_tried_no_more()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Pending(TimeSpan.FromSeconds(5)).StaysInProgress());
        rig.Send();
        rig.Store.Fault = () => new IOException("disk full");
        rig.Advance(20);
        Assert.Contains(rig.Log.Lines, line => line.EventId.Name == "StoreFailed");
        using var host = new CancellationTokenSource();
        Task stopping = rig.Tracker.StopAsync(host.Token);
        rig.Advance(1);
        host.Cancel();
        rig.Run(stopping);
        rig.Advance(600);
        int tries = rig.Store.Batches.Count;
        rig.Advance(3600);

        Assert.Equal(tries, rig.Store.Batches.Count);
    }

    [Fact]
    public void A_tracker_that_is_disposed_watches_and_takes_nothing_any_more_and_cancels_its_handlers()
    {
        using TrackingRig rig = new TrackingRig().Start();
        CancellationToken seen = default;
        rig.Handler = (_, token) => Task.Delay(Timeout.Infinite, seen = token);
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Simulator.ScriptNextUpload(UploadScript.StaysPending());
        rig.Send();
        rig.Advance(10);
        rig.Observe();

        rig.Tracker.Dispose();
        long requests = rig.Simulator.RequestCount;
        rig.Advance(600);

        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(requests, rig.Simulator.RequestCount);
        Assert.Single(rig.Transcript.Of("completed"));
        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => rig.Send());
        Assert.Contains("The program is shutting down: no upload is tracked any more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Afterwards_nothing_is_tracked_nothing_is_polled_and_nothing_is_taken()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Pending(TimeSpan.FromSeconds(5)).Succeeds());
        rig.Send();

        rig.Run(rig.Tracker.StopAsync(CancellationToken.None));
        long requests = rig.Simulator.RequestCount;
        rig.Advance(3600);

        Assert.Equal(requests, rig.Simulator.RequestCount);
        Assert.Empty(rig.Handled);
        Assert.Throws<ObjectDisposedException>(() => rig.Send());
        Assert.Throws<ObjectDisposedException>(() => rig.Run(rig.Tracker.TrackAsync("1")));
        Assert.Throws<ObjectDisposedException>(() => rig.Run(rig.Tracker.ForgetAsync("1")));
    }
}
