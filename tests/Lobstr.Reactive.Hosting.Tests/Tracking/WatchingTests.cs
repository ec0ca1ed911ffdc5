using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Only SUCCESS, FAILURE, or a 404 that outlasts the grace ends an upload.</summary>
public sealed class WatchingTests
{
    [Fact]
    public void A_key_that_is_refused_for_an_hour_and_then_taken_fails_nothing()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Options.HandlerRetries = 0;
        string id = rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromMinutes(30)).Succeeds());
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Simulator.Faults.Between(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), Fault.Status(HttpStatusCode.Unauthorized));
        rig.Advance(9);
        rig.Observe();
        rig.Advance(1800);
        TrackedUpload meanwhile = rig.Only;
        TrackingHealth health = rig.Tracker.GetHealth();
        rig.Advance(3600);

        Assert.Equal(TrackedUploadState.Watching, meanwhile.State);
        Assert.Contains("401", meanwhile.LastError, StringComparison.Ordinal);
        Assert.Equal(1, health.FailingWatches);
        Assert.Contains("401", health.WatchError, StringComparison.Ordinal);
        Assert.Equal(
            [10, 11, 13, 17, 25, 41, 73, 137, 265, 521, 821, 1121, 1421, 1721, 2021, 2321, 2621, 2921, 3221, 3521],
            rig.Transcript.InstantsOf("401"));
        Assert.Equal(TrackedUploadState.Succeeded, rig.Only.State);
        Assert.Null(rig.Only.LastError);
        Assert.Equal([3821, 3821, 3821], rig.Transcript.InstantsOf("Succeeded"));
        Assert.Equal(0, rig.Tracker.GetHealth().FailingWatches);
        Assert.Equal(TrackedUploadState.Succeeded, Assert.Single(rig.Handled).State);
    }

    [Fact]
    public void Retries_that_are_used_up_are_an_error_and_no_end_and_a_good_answer_clears_it()
    {
        using TrackingRig rig = new TrackingRig().Start().Observe();
        string id = rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromMinutes(30)).Succeeds());
        rig.Simulator.Faults.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), Fault.Status(HttpStatusCode.BadGateway));
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Advance(240);
        TrackedUpload meanwhile = rig.Only;
        rig.Advance(240);

        Assert.Equal(TrackedUploadState.Watching, meanwhile.State);
        Assert.Contains("502", meanwhile.LastError, StringComparison.Ordinal);
        Assert.Null(rig.Only.LastError);
        Assert.Equal(TrackedUploadState.Watching, rig.Only.State);
    }

    [Theory]
    [InlineData(10_800, 0.2)]
    // Longer than any scheduler takes: then the service is asked again.
    [InlineData(long.MaxValue, 31)]
    public void A_pause_that_is_too_long_is_an_error_and_no_end(long retryAfter, double days)
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromMinutes(1)).Succeeds());
        rig.Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.TooManyRequests).WithHeader("Retry-After", $"{retryAfter}"));
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Advance(600);
        TrackedUpload meanwhile = rig.Only;
        rig.Advance(days * 86_400);

        Assert.Equal(TrackedUploadState.Watching, meanwhile.State);
        Assert.NotNull(meanwhile.LastError);
        Assert.Equal(TrackedUploadState.Succeeded, rig.Only.State);
    }

    [Fact]
    public void A_404_within_the_grace_is_no_end_and_one_that_outlasts_it_is()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string late = rig.Simulator.AddUpload(UploadScript.NotFound(TimeSpan.FromSeconds(20)).Succeeds());
        string never = rig.Simulator.AddUpload(UploadScript.NotFound(TimeSpan.FromDays(1)).Succeeds());
        rig.Run(rig.Tracker.TrackAsync(late, "late"));
        rig.Run(rig.Tracker.TrackAsync(never, "never"));
        rig.Advance(60);

        Assert.Equal(["late Succeeded", "never NotFound"], rig.Tracker.Uploads.Select(upload => $"{upload.Label} {upload.State}"));
        Assert.Equal([TrackedUploadState.Succeeded, TrackedUploadState.NotFound], rig.Handled.Select(upload => upload.State));
    }

    [Fact]
    public void What_is_gone_keeps_the_status_that_it_had()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.StaysInProgress());
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Advance(5);
        using IDisposable gone = rig.Simulator.Faults.Always(Fault.Status(HttpStatusCode.NotFound));
        rig.Advance(120);

        Assert.Equal((TrackedUploadState.NotFound, UploadState.Progress), (rig.Only.State, rig.Only.Status?.State));
    }

    [Fact]
    public void FAILURE_is_failed_with_its_status_and_handled()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromSeconds(5)).Fails(new UploadMeta { Invalid = 4 }));
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Advance(60);

        TrackedUpload upload = rig.Only;
        Assert.Equal(TrackedUploadState.Failed, upload.State);
        Assert.Equal(UploadState.Failure, upload.Status!.State);
        Assert.Equal(4, upload.Status.Meta!.Invalid);
        Assert.NotNull(upload.LastError);
        Assert.Equal(TrackedUploadState.Failed, Assert.Single(rig.Handled).State);
    }

    [Fact]
    public void Tracking_stays_on_the_virtual_clock_under_a_hostile_synchronization_context()
    {
        var context = new HostileSynchronizationContext();
        using var rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        string id = rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        rig.Handler = (_, _) => rig.Handled.Count < 2 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        context.Run(() =>
        {
            rig.Start();
            _ = rig.Tracker.TrackAsync(id);
            rig.Advance(6);
        });

        Assert.Equal(0, context.Posts);
        Assert.Equal([4, 5], rig.Transcript.InstantsOf("handler S"));
        Assert.True(rig.Only.IsHandled);
    }
}
