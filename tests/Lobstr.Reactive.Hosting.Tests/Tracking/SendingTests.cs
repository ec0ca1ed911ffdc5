using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>The intent is stored before the file is sent, and the id as soon as it is there.</summary>
public sealed class SendingTests
{
    [Fact]
    public void An_upload_is_stored_sent_watched_and_handled_in_this_order()
    {
        using var rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        rig.Simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        rig.Store.IsTold = true;
        rig.Start().Observe();

        TrackedUpload sent = rig.Send("july");
        rig.Advance(60);

        Assert.Equal(TrackedUploadState.Watching, sent.State);
        Assert.Equal(rig.Simulator.Uploads.Single().Id, sent.UploadTaskId);
        Assert.Equal(TrackingRig.Squid, sent.SquidId);
        Assert.Equal(
        [
            "0  store Sending",
            "0  july Sending",
            "1  store Watching",
            "1  july Watching",
            "2  july Watching PROGRESS",
            "3  store Watching",
            "5  store Succeeded",
            "5  july Succeeded SUCCESS",
            "5  handler july Succeeded SUCCESS",
            "5  store Succeeded, handled",
            "5  july Succeeded SUCCESS, handled",
        ], rig.Transcript.Lines);
    }

    [Fact]
    public void Everything_stays_on_the_virtual_clock_under_a_hostile_synchronization_context()
    {
        var context = new HostileSynchronizationContext();
        using var rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) });
        rig.Simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        rig.Handler = (_, _) => rig.Handled.Count < 2 ? throw new InvalidOperationException("broken") : Task.CompletedTask;
        context.Run(() =>
        {
            rig.Start();
            _ = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
            rig.Advance(6.5);
        });

        Assert.Equal(0, context.Posts);
        Assert.Equal([5, 6], rig.Transcript.InstantsOf("handler S"));
        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void A_store_that_cannot_take_the_intent_keeps_the_file_from_being_sent()
    {
        using TrackingRig rig = new TrackingRig().Start().Observe();
        rig.Store.Fault = () => new IOException("disk full");

        var refused = Assert.Throws<IOException>(() => rig.Send());

        Assert.Contains("was not sent", refused.Message, StringComparison.Ordinal);
        Assert.Contains("disk full", refused.Message, StringComparison.Ordinal);
        Assert.Empty(rig.Simulator.Requests);
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void An_intent_that_was_written_by_a_write_that_failed_is_deleted_when_the_store_is_back()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Store.WritesBeforeItFails = true;
        rig.Store.Fault = () => new IOException("lost connection");
        Assert.Throws<IOException>(() => rig.Send());
        rig.Store.Fault = null;
        rig.Advance(60);

        rig.Kill().Start();

        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void A_store_that_fails_when_the_id_is_there_is_tried_again_and_the_upload_goes_on()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start().Observe();
        rig.Simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(3)).Succeeds());
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(0.5);
        rig.Store.Fault = () => new IOException("disk full");

        TrackedUpload sent = rig.Run(sending);
        rig.Advance(5.2);
        TrackedUploadState meanwhile = rig.Only.State;
        TrackingHealth health = rig.Tracker.GetHealth();
        rig.Store.Fault = null;
        rig.Advance(60);

        Assert.Equal(TrackedUploadState.Watching, sent.State);
        Assert.Equal(TrackedUploadState.Succeeded, meanwhile);
        Assert.Equal("disk full", health.StoreError);
        Assert.Equal([1, 2, 4], rig.Transcript.InstantsOf("store fails").Distinct());
        Assert.True(rig.Only.IsHandled);
        Assert.Null(rig.Tracker.GetHealth().StoreError);
        rig.Kill().Start();
        Assert.True(rig.Only.IsHandled);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(429)]
    public void A_refusal_of_the_service_is_rejected_and_handled(int status)
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.Faults.Always(Fault.Status((System.Net.HttpStatusCode)status));

        TrackedUpload upload = rig.Send();
        rig.Advance(0.1);

        Assert.Equal(TrackedUploadState.Rejected, upload.State);
        Assert.Contains($"{status}", upload.LastError, StringComparison.Ordinal);
        Assert.Equal(TrackedUploadState.Rejected, Assert.Single(rig.Handled).State);
        Assert.True(rig.Only.IsHandled);
        Assert.Single(rig.Simulator.Requests);
    }

    [Fact]
    public void A_connection_that_was_refused_is_rejected_for_nothing_was_sent()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.Faults.Always(Fault.ConnectionRefused);

        Assert.Equal(TrackedUploadState.Rejected, rig.Send().State);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("hang")]
    [InlineData("502")]
    [InlineData("nonsense")]
    public void What_the_service_may_have_taken_may_have_been_sent_and_is_not_sent_again(string fault)
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.Faults.OnRequest(1, fault switch
        {
            "reset" => Fault.ConnectionReset,
            "hang" => Fault.Hang,
            "502" => Fault.Status(System.Net.HttpStatusCode.BadGateway),
            _ => Fault.Body("nonsense"),
        });

        TrackedUpload upload = rig.Send();
        rig.Advance(3600);
        rig.Kill().Start();
        rig.Advance(3600 * 24 * 30);

        Assert.Equal(TrackedUploadState.MayHaveBeenSent, upload.State);
        Assert.Equal(TrackedUploadState.MayHaveBeenSent, rig.Only.State);
        Assert.True(rig.Only.IsHandled);
        Assert.Single(rig.Handled);
        Assert.Single(rig.Simulator.Requests);
        Assert.Equal(1, rig.Tracker.GetHealth().MayHaveBeenSent);
    }

    [Fact]
    public void A_sending_that_is_cancelled_midway_may_have_been_sent()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start();
        using var cancellation = new CancellationTokenSource();
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File(), cancellationToken: cancellation.Token);
        rig.Advance(0.5);
        cancellation.Cancel();
        rig.Advance(0.1);

        Assert.True(sending.IsCanceled);
        Assert.Equal(TrackedUploadState.MayHaveBeenSent, rig.Only.State);
    }

    [Fact]
    public void A_sending_that_is_cancelled_while_it_waits_for_the_budget_is_not_tracked()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.Faults.OnRequest(1, Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromMinutes(1)));
        rig.Send();
        using var cancellation = new CancellationTokenSource();
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File(), cancellationToken: cancellation.Token);
        rig.Advance(30);
        Assert.Equal(2, rig.Tracker.Uploads.Count);
        cancellation.Cancel();
        rig.Advance(0.1);

        Assert.True(sending.IsCanceled);
        Assert.Equal(TrackedUploadState.Rejected, rig.Only.State);
        rig.Kill().Start();
        Assert.Equal(TrackedUploadState.Rejected, rig.Only.State);
    }

    [Fact]
    public void A_file_that_is_not_there_is_the_callers_mistake_and_nothing_to_track()
    {
        using TrackingRig rig = new TrackingRig().Start();

        Assert.Throws<FileNotFoundException>(() => rig.Run(rig.Tracker.SendAsync(TrackingRig.Squid, TaskFile.FromPath("/nowhere/tasks.csv"))));
        rig.Advance(1);

        Assert.Empty(rig.Tracker.Uploads);
        rig.Kill().Start();
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void What_was_sent_is_tracked_and_has_a_name_that_is_hexadecimal_digits()
    {
        using TrackingRig rig = new TrackingRig().Start();
        TrackedUpload sent = rig.Send();

        Assert.Equal(sent.TrackingId, rig.Run(rig.Tracker.TrackAsync(sent.UploadTaskId!)).TrackingId);
        Assert.Matches("^[0-9a-f]{32}$", sent.TrackingId);
    }

    [Fact]
    public void Arguments_are_checked_before_anything_is_stored()
    {
        using TrackingRig rig = new TrackingRig().Start();

        Assert.Throws<ArgumentException>(() => rig.Run(rig.Tracker.SendAsync("no/squid", TrackingRig.File())));
        Assert.Throws<ArgumentException>(() => rig.Run(rig.Tracker.TrackAsync("../me")));
        Assert.Throws<ArgumentNullException>(() => rig.Run(rig.Tracker.SendAsync(TrackingRig.Squid, null!)));
        Assert.Throws<ArgumentException>("trackingId", () => rig.Run(rig.Tracker.ResolveAsync("", null)));
        Assert.Throws<ArgumentException>("trackingId", () => rig.Run(rig.Tracker.ForgetAsync("")));
        Assert.Throws<ArgumentNullException>("observer", () => rig.Tracker.Changes.Subscribe(null!));

        Assert.Empty(rig.Store.Batches);
    }
}
