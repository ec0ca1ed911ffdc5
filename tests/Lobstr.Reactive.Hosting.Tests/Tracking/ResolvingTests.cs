using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What a person says of uploads that may have been sent, and of those that are of no interest any more.</summary>
public sealed class ResolvingTests
{
    [Fact]
    public void An_upload_that_was_sent_is_watched_and_handled_again()
    {
        using TrackingRig rig = MayHaveBeenSent();
        string id = rig.Simulator.Uploads.Single().Id;

        TrackedUpload resolved = rig.Run(rig.Tracker.ResolveAsync(rig.Only.TrackingId, id));
        rig.Advance(120);

        Assert.Equal((TrackedUploadState.Watching, id, false), (resolved.State, resolved.UploadTaskId, resolved.IsHandled));
        Assert.Null(resolved.LastError);
        Assert.Equal(TrackedUploadState.Succeeded, rig.Only.State);
        Assert.Equal([TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Succeeded], rig.Handled.Select(upload => upload.State));
        Assert.Equal(resolved.TrackingId, rig.Run(rig.Tracker.ResolveAsync(rig.Only.TrackingId, id)).TrackingId);
    }

    [Fact]
    public void An_upload_that_was_not_taken_is_rejected_and_handled_again()
    {
        using TrackingRig rig = MayHaveBeenSent();

        TrackedUpload resolved = rig.Run(rig.Tracker.ResolveAsync(rig.Only.TrackingId, null));
        rig.Advance(1);

        Assert.Equal(TrackedUploadState.Rejected, resolved.State);
        Assert.Equal([TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected], rig.Handled.Select(upload => upload.State));
        rig.Kill().Start();
        Assert.Equal((TrackedUploadState.Rejected, true), (rig.Only.State, rig.Only.IsHandled));
    }

    [Fact]
    public void The_return_of_a_handler_of_before_does_not_count_for_what_it_was_resolved_to()
    {
        TaskCompletionSource first = new();
        using TrackingRig rig = ResolvedWhileHandled(first.Task);
        Assert.Single(rig.Handled);
        rig.Handler = (_, _) => new TaskCompletionSource().Task;
        first.SetResult();
        rig.Advance(1);

        Assert.Equal([TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected], rig.Handled.Select(upload => upload.State));
        Assert.False(rig.Only.IsHandled);
        // Nor in the store.
        rig.Handler = (_, _) => Task.CompletedTask;
        rig.Kill().Start();
        rig.Advance(1);
        Assert.Equal(3, rig.Handled.Count);
        Assert.True(rig.Only.IsHandled);
    }

    [Fact]
    public void What_a_handler_of_before_throws_does_not_count_either()
    {
        TaskCompletionSource first = new();
        using TrackingRig rig = ResolvedWhileHandled(first.Task);
        first.SetException(new InvalidOperationException("too late"));
        rig.Advance(1);

        Assert.Equal([TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected], rig.Handled.Select(upload => upload.State));
        Assert.True(rig.Only.IsHandled);
        Assert.DoesNotContain("too late", rig.Only.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Log.Lines, line => line.EventId.Name is "HandlerFailed" or "HandlerGivenUp");
    }

    [Fact]
    public void It_has_been_resolved_when_that_is_stored()
    {
        using TrackingRig rig = MayHaveBeenSent();
        TaskCompletionSource store = new();
        rig.Store.Wait = () => store.Task;
        Task<TrackedUpload> resolving = rig.Tracker.ResolveAsync(rig.Only.TrackingId, null);
        rig.Advance(5);
        Assert.False(resolving.IsCompleted);
        rig.Store.Wait = null;
        store.SetResult();

        Assert.Equal(TrackedUploadState.Rejected, rig.Run(resolving).State);
    }

    [Fact]
    public void Only_what_may_have_been_sent_can_be_resolved_and_not_to_what_is_tracked_already()
    {
        using TrackingRig rig = MayHaveBeenSent();
        string mayBe = rig.Only.TrackingId;
        string id = rig.Simulator.Uploads.Single().Id;
        TrackedUpload tracked = rig.Run(rig.Tracker.TrackAsync(id));

        Assert.Throws<InvalidOperationException>(() => rig.Run(rig.Tracker.ResolveAsync(tracked.TrackingId, null)));
        InvalidOperationException taken = Assert.Throws<InvalidOperationException>(() => rig.Run(rig.Tracker.ResolveAsync(mayBe, id)));
        Assert.Equal($"The upload {id} is tracked already, as {tracked.TrackingId}: forget one of them.", taken.Message);
        KeyNotFoundException unknown = Assert.Throws<KeyNotFoundException>(() => rig.Run(rig.Tracker.ResolveAsync("nobody", null)));
        Assert.Equal("No upload 'nobody' is tracked.", unknown.Message);
        Assert.Throws<ArgumentException>(() => rig.Run(rig.Tracker.ResolveAsync(mayBe, "../me")));

        rig.Run(rig.Tracker.ForgetAsync(tracked.TrackingId));
        Assert.Equal(TrackedUploadState.Watching, rig.Run(rig.Tracker.ResolveAsync(mayBe, id)).State);
    }

    [Fact]
    public void What_is_forgotten_is_not_watched_any_more_and_not_there_after_a_restart()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.StaysPending());
        TrackedUpload upload = rig.Send();
        rig.Advance(60);

        rig.Run(rig.Tracker.ForgetAsync(upload.TrackingId));
        long requests = rig.Simulator.RequestCount;
        rig.Advance(3600);
        rig.Run(rig.Tracker.ForgetAsync(upload.TrackingId));

        Assert.Equal(requests, rig.Simulator.RequestCount);
        Assert.Empty(rig.Tracker.Uploads);
        rig.Kill().Start();
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void What_is_forgotten_while_the_store_fails_is_deleted_when_it_is_back()
    {
        using TrackingRig rig = MayHaveBeenSent();
        rig.Store.Fault = () => new IOException("locked");
        Task forgetting = rig.Tracker.ForgetAsync(rig.Only.TrackingId);
        rig.Advance(5);
        Assert.False(forgetting.IsCompleted);
        rig.Store.Fault = null;
        rig.Run(forgetting);

        rig.Kill().Start();
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void What_is_being_sent_cannot_be_forgotten()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(1)) }).Start();
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(0.1);

        Assert.Throws<InvalidOperationException>(() => rig.Run(rig.Tracker.ForgetAsync(rig.Only.TrackingId)));
        Assert.Equal(TrackedUploadState.Watching, rig.Run(sending).State);
    }

    private static TrackingRig MayHaveBeenSent()
    {
        TrackingRig rig = new TrackingRig().Start();
        SendAndLose(rig);
        return rig;
    }

    private static void SendAndLose(TrackingRig rig)
    {
        rig.Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        Assert.Equal(TrackedUploadState.MayHaveBeenSent, rig.Send().State);
        rig.Advance(0.1);
    }

    // It was rejected while a handler was told that it may have been sent.
    private static TrackingRig ResolvedWhileHandled(Task handling)
    {
        var rig = new TrackingRig();
        rig.Handler = (upload, _) => upload.State is TrackedUploadState.MayHaveBeenSent ? handling : Task.CompletedTask;
        SendAndLose(rig.Start());
        rig.Run(rig.Tracker.ResolveAsync(rig.Only.TrackingId, null));
        rig.Advance(1);
        return rig;
    }
}
