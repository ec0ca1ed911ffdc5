using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What a process that is killed at any instant leaves to the next.</summary>
public sealed class RestartTests
{
    [Fact]
    public void Every_unfinished_upload_is_watched_again()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromMinutes(10)).Succeeds());
        rig.Send("july");
        string tracked = rig.Simulator.AddUpload(UploadScript.Progress(TimeSpan.FromMinutes(10)).Fails());
        rig.Run(rig.Tracker.TrackAsync(tracked, "august"));
        rig.Advance(60);

        rig.Kill().Start();
        rig.Advance(600);

        Assert.Equal(
            ["july Succeeded", "august Failed"],
            rig.Tracker.Uploads.Select(upload => $"{upload.Label} {upload.State}"));
        Assert.Equal(2, rig.Handled.Count);
        Assert.Single(rig.Simulator.Requests, request => request.Method == HttpMethod.Post);
    }

    [Theory]
    [InlineData(0.2)] // on its way
    [InlineData(0.8)] // taken, and its answer on its way
    public void What_was_being_sent_when_the_process_died_may_have_been_sent(double diesAfter)
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start();
        _ = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File(), "july");
        rig.Advance(diesAfter);

        rig.Kill().Start();
        rig.Advance(3600);

        TrackedUpload upload = rig.Only;
        Assert.Equal(TrackedUploadState.MayHaveBeenSent, upload.State);
        Assert.Equal("july", upload.Label);
        Assert.Null(upload.UploadTaskId);
        Assert.NotNull(upload.LastError);
        Assert.Equal(TrackedUploadState.MayHaveBeenSent, Assert.Single(rig.Handled).State);
        Assert.Single(rig.Simulator.Requests, request => request.Method == HttpMethod.Post);
    }

    [Fact]
    public void A_process_that_dies_before_the_intent_is_stored_has_sent_nothing()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Store.Wait = () => new TaskCompletionSource().Task;
        _ = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(60);

        rig.Kill().Start();

        Assert.Empty(rig.Tracker.Uploads);
        Assert.Empty(rig.Simulator.Requests);
    }

    [Fact]
    public void A_handler_whose_return_was_not_stored_is_called_again_by_the_next_process()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Store.Fault = () => new IOException("disk full");
        rig.Advance(3600);
        Assert.Single(rig.Handled);
        Assert.False(rig.Only.IsHandled);

        rig.Kill().Start();
        rig.Advance(60);

        Assert.Equal(2, rig.Handled.Count);
        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void A_handler_whose_return_was_stored_is_not_called_again()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Advance(60);

        rig.Kill().Start();
        rig.Advance(3600);

        Assert.Single(rig.Handled);
    }

    [Fact]
    public void A_store_that_cannot_be_read_keeps_the_program_from_starting_and_is_read_when_it_is_there()
    {
        using var rig = new TrackingRig();
        rig.Store.Fault = () => new IOException("locked");

        Assert.Equal("locked", Assert.Throws<IOException>(() => rig.Start()).Message);

        rig.Store.Fault = null;
        rig.Run(rig.Tracker.StartAsync(CancellationToken.None));
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void Until_then_nothing_is_sent_and_a_shutdown_waits_for_nothing()
    {
        using var rig = new TrackingRig();
        rig.Store.Fault = () => new IOException("locked");
        Assert.Throws<IOException>(() => rig.Start());

        Assert.Equal("locked", Assert.Throws<IOException>(() => rig.Send()).Message);
        Assert.Empty(rig.Simulator.Requests);
        Assert.True(rig.Tracker.StopAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_left_as_it_is()
    {
        using var rig = new TrackingRig();
        rig.Run(rig.Store.WriteAsync("", [new StoredUpload { TrackingId = "1", Version = 1, Content = """{"format":2}""" }], default));

        rig.Start();
        rig.Advance(60);

        Assert.Empty(rig.Tracker.Uploads);
        Assert.Equal(1, rig.Tracker.GetHealth().Unreadable);
        Assert.Equal("""{"format":2}""", Assert.Single(rig.Run(rig.Store.ReadAsync("", default))).Content);
    }

    [Fact]
    public void A_start_logs_how_many_uploads_there_are_and_how_many_are_unfinished()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        rig.Send();
        rig.Send();
        rig.Send();
        rig.Advance(5);
        rig.Kill().Start();

        Assert.Equal(
            ["Tracking 0 uploads, 0 of them unfinished", "Tracking 3 uploads, 2 of them unfinished"],
            rig.Log.Lines.Where(line => line.EventId.Name == "TrackingStarted").Select(line => line.Text));
    }

    [Fact]
    public void Two_accounts_in_one_store_see_their_own_uploads()
    {
        using TrackingRig rig = new TrackingRig().Start("acme");
        rig.Send("acme's");

        rig.Kill().Start("other");
        Assert.Empty(rig.Tracker.Uploads);

        rig.Kill().Start("acme");
        Assert.Equal("acme's", rig.Only.Label);
    }

    [Fact]
    public void What_is_tracked_comes_back_as_it_was()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Valid = 3, Inserted = 2, Duplicates = 1 }));
        rig.Send("Ünïcode \"label\"\n");
        rig.Advance(60);
        TrackedUpload before = rig.Only;

        rig.Kill().Start();

        Assert.NotNull(before.Status!.Meta);
        Assert.Equal(before, rig.Only);
    }
}
