using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What the tracking itself suffers from, and how many uploads are under way.</summary>
public sealed class TrackingHealthTests
{
    [Fact]
    public void What_is_sent_or_watched_is_unfinished()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start();
        rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.StaysPending())));
        rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Succeeds())));
        rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Fails())));
        rig.Advance(30);
        Assert.Equal(1, rig.Tracker.GetHealth().Unfinished);

        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(0.1);
        Assert.Equal(2, rig.Tracker.GetHealth().Unfinished);
        rig.Run(sending);
        Assert.Empty(Problems(rig));
    }

    [Fact]
    public void A_store_that_fails_is_told_with_its_error_until_it_is_back()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Pending(TimeSpan.FromSeconds(5)).StaysInProgress());
        rig.Send();
        rig.Store.Fault = () => new IOException("disk full");
        rig.Advance(10);
        Assert.Equal(["The store of tracked uploads fails: disk full"], Problems(rig));

        rig.Store.Fault = null;
        rig.Advance(300);
        Assert.Empty(Problems(rig));
    }

    [Fact]
    public void Handlers_that_fail_are_told_until_they_return_or_are_given_up()
    {
        using var rig = new TrackingRig();
        rig.Options.HandlerRetries = 1;
        rig.Handler = (upload, _) => upload.Label == "returns" && rig.Handled.Count > 2 ? Task.CompletedTask : throw new InvalidOperationException("broken");
        rig.Start();
        rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Succeeds()), "throws"));
        rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Succeeds()), "returns"));
        rig.Advance(0.1);
        Assert.Equal(["The handlers of 2 tracked uploads fail and are called again."], Problems(rig));

        rig.Advance(60);
        Assert.Equal(["The handlers of 1 tracked uploads have failed too often and wait for the next start."], Problems(rig));
    }

    [Fact]
    public void What_cannot_be_read_is_told()
    {
        using var rig = new TrackingRig();
        rig.Run(rig.Store.WriteAsync("", [new StoredUpload { TrackingId = "1", Version = 1, Content = """{"format":2}""" }], default));
        rig.Start();

        Assert.Equal(["1 stored uploads cannot be read and are not watched."], Problems(rig));
    }

    [Fact]
    public void What_was_stored_with_an_id_that_can_be_none_fails_by_itself()
    {
        using var rig = new TrackingRig();
        rig.Run(rig.Store.WriteAsync("", [new StoredUpload { TrackingId = "1", Version = 1, Content = """{"format":1,"state":"Watching","uploadTaskId":"../me"}""" }], default));
        rig.Start();

        Assert.Contains("U+002E", Assert.Single(Problems(rig)), StringComparison.Ordinal);
        Assert.Contains("U+002E", rig.Only.LastError, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Problems(TrackingRig rig) => new TrackingHealthSource(rig.Tracker).Problems.Select(problem => problem.Description);
}
