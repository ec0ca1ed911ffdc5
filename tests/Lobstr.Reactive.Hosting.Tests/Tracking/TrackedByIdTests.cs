using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>An upload that is tracked by its id is tracked once, however many ask for it, and when the store has it.</summary>
public sealed class TrackedByIdTests
{
    [Fact]
    public void Whoever_does_not_wait_for_the_store_any_more_ends_nobody_elses_start()
    {
        using TrackingRig rig = new TrackingRig().Build();
        TaskCompletionSource store = new();
        rig.Store.WaitToRead = () => store.Task;
        using var cancellation = new CancellationTokenSource();
        Task<TrackedUpload> hasty = rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.StaysPending()), "hasty", cancellation.Token);
        Task<TrackedUpload> patient = rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.StaysPending()), "patient");
        Task started = rig.Tracker.StartAsync(CancellationToken.None);
        cancellation.Cancel();
        Assert.True(hasty.IsCanceled);
        store.SetResult();
        rig.Run(started);

        Assert.Equal("patient", rig.Run(patient).Label);
        Assert.Equal("patient", rig.Only.Label);
    }

    [Fact]
    public void An_upload_that_is_tracked_twice_is_the_same_one()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.StaysPending());
        TaskCompletionSource store = new();
        rig.Store.Wait = () => store.Task;
        Task<TrackedUpload> one = rig.Tracker.TrackAsync(id, "one");
        Task<TrackedUpload> two = rig.Tracker.TrackAsync(id, "two");
        rig.Advance(1);
        Assert.Empty(rig.Tracker.Uploads);
        rig.Store.Wait = null;
        store.SetResult();

        Assert.Equal(rig.Run(one).TrackingId, rig.Run(two).TrackingId);
        Assert.Equal("one", rig.Run(rig.Tracker.TrackAsync(id, "three")).Label);
        Assert.Equal("one", rig.Only.Label);
    }

    [Fact]
    public void Who_waits_for_another_call_to_track_an_upload_goes_on_if_that_is_cancelled()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.StaysPending());
        TaskCompletionSource store = new();
        rig.Store.Wait = () => store.Task;
        using var cancellation = new CancellationTokenSource();
        Task<TrackedUpload> one = rig.Tracker.TrackAsync(id, "one", cancellation.Token);
        Task<TrackedUpload> two = rig.Tracker.TrackAsync(id, "two");
        rig.Advance(1);
        cancellation.Cancel();
        rig.Store.Wait = null;
        store.SetResult();

        Assert.Equal("two", rig.Run(two).Label);
        Assert.True(one.IsCanceled);
        Assert.Equal("two", rig.Only.Label);
        rig.Advance(5);
        rig.Kill().Start();
        Assert.Equal("two", rig.Only.Label);
    }

    [Fact]
    public void Whoever_tracks_what_is_being_tracked_fails_with_it_if_the_store_cannot_take_it()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.StaysPending());
        TaskCompletionSource store = new();
        rig.Store.Wait = () => store.Task;
        Task<TrackedUpload> one = rig.Tracker.TrackAsync(id);
        Task<TrackedUpload> two = rig.Tracker.TrackAsync(id);
        rig.Advance(1);
        rig.Store.Fault = () => new IOException("disk full");
        store.SetResult();

        Assert.Equal($"The upload {id} is not tracked: the store of tracked uploads cannot keep it. disk full", Assert.Throws<IOException>(() => rig.Run(one)).Message);
        Assert.Throws<IOException>(() => rig.Run(two));
        // The store was tried once for both.
        Assert.Equal([1], rig.Store.Batches);
    }

    [Fact]
    public void Whoever_comes_while_a_write_is_about_to_fail_is_answered_at_once()
    {
        using TrackingRig rig = new TrackingRig().Start();
        TaskCompletionSource store = new();
        rig.Store.Wait = () => store.Task;
        Task<TrackedUpload> one = rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.StaysPending()));
        rig.Advance(1);
        Task<TrackedUpload> two = rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.StaysPending()));
        rig.Advance(1);
        rig.Store.Wait = null;
        rig.Store.Fault = () => new IOException("disk full");
        store.SetResult();
        rig.Advance(0.001);

        Assert.True(one.IsFaulted && two.IsFaulted);
        _ = (one.Exception, two.Exception);
    }

    [Fact]
    public void An_upload_that_the_store_cannot_take_is_not_tracked_and_can_be_later()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.StaysPending());
        rig.Store.Fault = () => new IOException("disk full");

        Assert.Throws<IOException>(() => rig.Run(rig.Tracker.TrackAsync(id)));
        Assert.Empty(rig.Tracker.Uploads);
        rig.Store.Fault = null;
        rig.Run(rig.Tracker.TrackAsync(id));

        Assert.Equal(TrackedUploadState.Watching, rig.Only.State);
    }

    [Fact]
    public void A_store_that_hangs_holds_up_no_watch()
    {
        using TrackingRig rig = new TrackingRig().Start();
        string id = rig.Simulator.AddUpload(UploadScript.Pending(TimeSpan.FromMinutes(1)).Progress(TimeSpan.FromMinutes(1)).Succeeds());
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Store.Wait = () => new TaskCompletionSource().Task;
        rig.Advance(119);
        TrackedUpload meanwhile = rig.Only;
        rig.Advance(10);

        Assert.Equal("PROGRESS", meanwhile.Status!.RawState);
        Assert.Equal(TrackedUploadState.Succeeded, rig.Only.State);
        Assert.Single(rig.Handled);
    }

    [Fact]
    public void What_changes_at_once_is_written_in_one_batch()
    {
        using TrackingRig rig = new TrackingRig().Start();
        foreach (int _ in Enumerable.Range(0, 20))
            rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(UploadScript.Pending(TimeSpan.FromMinutes(2)).Succeeds())));
        rig.Advance(60);
        rig.Store.Batches.Clear();
        rig.Advance(300);

        Assert.Equal(20, rig.Handled.Count);
        Assert.InRange(rig.Store.Batches.Count, 2, 60);
    }
}
