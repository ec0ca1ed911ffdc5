using System.Diagnostics.Metrics;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// Nothing comes between the claim of a notification and the call: whoever disposes while a listener of metrics holds up the end of a
/// watch is told nothing after Dispose has returned.
/// </summary>
[Collection("process-wide state")]
public class ClaimTests
{
    // No test waits so long: it is how long a deadlock would be waited for.
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(200, ClientRun.Success, "completed")]
    [InlineData(200, ClientRun.Failure, "error UploadFailedException")]
    [InlineData(404, "", "error UploadNotFoundException")]
    [InlineData(202, ClientRun.Pending, "error UploadTimeoutException")]
    public void Of_a_client_s_watch_the_end_comes_before_the_metrics(int statusCode, string body, string end)
    {
        using ClientRun run = new();
        run.Service.Answers(statusCode, body).Forever();

        EndUnderABlockedListener(() => run.WatchTo(10, new() { Timeout = TimeSpan.FromSeconds(5) }), run.Observer.Dispose);

        AssertEnd(run.Transcript, end);
    }

    [Fact]
    public void Of_a_watch_whose_client_is_disposed_the_end_comes_before_the_metrics()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Forever();
        run.At(1, run.Client.Dispose);

        EndUnderABlockedListener(() => run.WatchTo(10), run.Observer.Dispose);

        AssertEnd(run.Transcript, "error ObjectDisposedException");
    }

    [Fact]
    public void Of_a_function_s_watch_the_end_comes_before_the_metrics()
    {
        WatchRun run = new();
        run.Polls.Answers(UploadState.Success);

        EndUnderABlockedListener(() => run.SubscribeAndRunTo(10), run.Observer.Dispose);

        AssertEnd(run.Transcript, "completed");
    }

    private static void AssertEnd(Transcript transcript, string end)
    {
        string text = transcript.ToString();
        Assert.DoesNotContain("VIOLATION", text, StringComparison.Ordinal);
        Assert.Contains(end, text, StringComparison.Ordinal);
        Assert.True(text.IndexOf(end, StringComparison.Ordinal) < text.IndexOf("dispose", StringComparison.Ordinal), text);
    }

    // Plays on a thread of its own until the end of its watch is measured, disposes meanwhile, and then lets the thread go on.
    private static void EndUnderABlockedListener(Action play, Action dispose)
    {
        using ManualResetEventSlim isMeasured = new();
        using ManualResetEventSlim isDisposed = new();
        Exception? thrown = null;
        Thread player = new(() => thrown = Record.Exception(play));
        using MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "lobstr.reactive.watches.active")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, _) =>
        {
            if (change > 0 || Thread.CurrentThread != player)
                return;
            isMeasured.Set();
            isDisposed.Wait(Deadlock);
        });
        listener.Start();

        player.Start();
        Assert.True(isMeasured.Wait(Deadlock), "The end of the watch should be measured.");
        dispose();
        isDisposed.Set();
        Assert.True(player.Join(Deadlock), "The watch should end.");
        Assert.Null(thrown);
    }
}
