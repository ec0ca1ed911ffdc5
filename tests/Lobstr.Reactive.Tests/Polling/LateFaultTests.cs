using System.Runtime.CompilerServices;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What an abandoned poll does later harms nobody.</summary>
[Collection("process-wide state")]
public class LateFaultTests
{
    [Fact]
    public void The_listener_of_these_tests_hears_a_fault_that_nobody_looks_at()
    {
        using UnobservedFaults faults = new();

        Assert.True(faults.AreLeftBy(() => _ = Task.FromException(new IOException("nobody looks at me")), "nobody looks at me"));
    }

    [Fact]
    public void A_poll_that_faults_after_Dispose_is_observed()
    {
        using UnobservedFaults faults = new();

        Assert.False(faults.AreLeftBy(() => FaultAt(10, disposeAt: 3, new()), "late"));
    }

    [Fact]
    public void A_poll_that_faults_after_the_deadline_is_observed()
    {
        using UnobservedFaults faults = new();

        Assert.False(faults.AreLeftBy(() => FaultAt(10, disposeAt: 20, new() { Timeout = TimeSpan.FromSeconds(3) }), "late"));
    }

    [Fact]
    public void A_last_poll_that_faults_after_its_thirty_seconds_is_observed()
    {
        using UnobservedFaults faults = new();

        Assert.False(faults.AreLeftBy(() => FaultAt(100, disposeAt: 200, new() { Timeout = TimeSpan.FromTicks(1) }), "late"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_poll_that_is_disposed_inside_its_own_call_and_faults_is_observed(double latency)
    {
        using UnobservedFaults faults = new();

        Assert.False(faults.AreLeftBy(
            () =>
            {
                WatchRun run = new();
                run.Polls.Fails(new IOException("late"), after: latency).Stubbornly();
                run.Polls.WhenCalled = run.Observer.Dispose;
                run.SubscribeAndRunTo(10);
            },
            "late"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public void A_request_that_faults_after_Dispose_or_its_timeout_is_observed(double disposeAt)
    {
        using UnobservedFaults faults = new();

        Assert.False(faults.AreLeftBy(
            () =>
            {
                using ClientRun run = new();
                run.Service.Fails(new IOException("late"), after: 40).Stubbornly().HangsUntilCancelled();
                run.At(disposeAt, run.Observer.Dispose);
                run.WatchTo(100);
            },
            "late"));
    }

    [Fact]
    public void A_request_of_GetStatusAsync_that_faults_after_its_cancellation_is_observed()
    {
        using UnobservedFaults faults = new();

        Assert.False(faults.AreLeftBy(
            () =>
            {
                using ClientRun run = new();
                using CancellationTokenSource cancellation = new();
                run.Service.Fails(new IOException("late"), after: 40).Stubbornly();
                Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync("up-1", cancellation.Token);
                run.At(3, cancellation.Cancel);
                run.RunTo(100);
                Assert.True(answer.IsCanceled);
            },
            "late"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FaultAt(double seconds, double disposeAt, WatchOptions options)
    {
        WatchRun run = new(options);
        run.Polls.Fails(new IOException("late"), after: seconds).Stubbornly();
        run.At(disposeAt, run.Observer.Dispose);
        run.SubscribeAndRunTo(1000);
        Assert.Equal(1, run.Polls.Calls);
    }
}
