using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What is forgotten is gone, whatever is still under way for it.</summary>
public sealed class ForgettingTests
{
    [Fact]
    public void The_return_of_its_handler_brings_it_back_to_nobody()
    {
        using TrackingRig rig = new TrackingRig().Start();
        TaskCompletionSource handler = new();
        rig.Handler = (_, _) => handler.Task;
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        string id = rig.Send().TrackingId;
        rig.Advance(1);
        rig.Observe();
        rig.Run(rig.Tracker.ForgetAsync(id));
        handler.SetResult();
        rig.Advance(10);

        Assert.Empty(rig.Transcript.Of("handled"));
        rig.Kill().Start();
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void A_return_of_its_handler_that_was_being_stored_brings_it_back_to_nobody()
    {
        using TrackingRig rig = new TrackingRig().Start();
        rig.Simulator.ScriptNextUpload(UploadScript.Succeeds());
        TaskCompletionSource handler = new();
        rig.Handler = (_, _) => handler.Task;
        string id = rig.Send().TrackingId;
        rig.Advance(5);
        rig.Observe();
        rig.Advance(1);
        TaskCompletionSource store = new();
        rig.Store.Wait = () => store.Task;
        handler.SetResult();
        rig.Advance(1);
        Task forgetting = rig.Tracker.ForgetAsync(id);
        rig.Store.Wait = null;
        store.SetResult();
        rig.Run(forgetting);
        rig.Advance(10);

        Assert.Empty(rig.Transcript.Of("handled"));
        rig.Kill().Start();
        Assert.Empty(rig.Tracker.Uploads);
    }

    [Fact]
    public void Whoever_looks_on_is_not_told_what_happened_just_before()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.StaysPending()), "one")).TrackingId;
        IDisposable later = rig.Tracker.Changes.Subscribe(upload => rig.Transcript.Add($"later {upload.Label}"));
        Task forgetting = rig.Tracker.ForgetAsync(id);
        rig.Run(forgetting);
        rig.Advance(1);
        later.Dispose();

        Assert.Empty(rig.Transcript.Of("later"));
    }

    [Fact]
    public void It_can_be_tracked_anew()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.Pending(TimeSpan.FromSeconds(60)).Succeeds());
        string first = rig.Run(rig.Tracker.TrackAsync(id)).TrackingId;
        rig.Run(rig.Tracker.ForgetAsync(first));
        TrackedUpload second = rig.Run(rig.Tracker.TrackAsync(id));

        Assert.NotEqual(first, second.TrackingId);
        rig.Advance(120);
        Assert.Equal((second.TrackingId, TrackedUploadState.Succeeded), (rig.Only.TrackingId, rig.Only.State));
    }

    [Fact]
    public void Whoever_has_cancelled_before_has_forgotten_nothing()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Send().TrackingId;

        Assert.ThrowsAny<OperationCanceledException>(() => rig.Run(rig.Tracker.ForgetAsync(id, new CancellationToken(canceled: true))));
        Assert.Equal(id, rig.Only.TrackingId);
    }

    [Fact]
    public void What_is_being_sent_cannot_be_resolved_nor_forgotten_and_that_is_said()
    {
        using TrackingRig rig = new TrackingRig(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromSeconds(5)) }).Start();
        Task<TrackedUpload> sending = rig.Tracker.SendAsync(TrackingRig.Squid, TrackingRig.File());
        rig.Advance(1);
        string id = rig.Only.TrackingId;

        AssertRefused($"The upload {id} is Sending; only one that is MayHaveBeenSent can be resolved.", () => rig.Tracker.ResolveAsync(id, null));
        AssertRefused($"The upload {id} is being sent: cancel that first.", () => rig.Tracker.ForgetAsync(id));
        Assert.Equal(TrackedUploadState.Watching, rig.Run(sending).State);

        void AssertRefused(string message, Func<Task> act) =>
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => rig.Run(act())).Message);
    }
}
