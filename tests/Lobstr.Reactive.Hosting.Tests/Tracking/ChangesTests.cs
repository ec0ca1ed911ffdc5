using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Those who look on are given every upload as it stands, then each change.</summary>
public sealed class ChangesTests
{
    [Fact]
    public void A_new_subscriber_first_gets_every_upload_as_it_stands_then_each_change()
    {
        using TrackingRig rig = new TrackingRig().Start();
        Track(rig, "one", UploadScript.StaysPending());
        Track(rig, "two", UploadScript.Pending(TimeSpan.FromSeconds(10)).StaysInProgress());
        rig.Advance(5);

        rig.Observe();
        Assert.Empty(rig.Transcript.Lines);
        rig.Advance(10);

        Assert.Equal(["5  one Watching PENDING", "5  two Watching PENDING", "10  two Watching PROGRESS"], rig.Transcript.Lines);
    }

    [Fact]
    public void A_subscriber_that_has_disposed_is_not_kept_in_memory()
    {
        using TrackingRig rig = new TrackingRig().Start();
        Track(rig, "one", UploadScript.StaysPending());
        WeakReference observer = SubscribeAndDispose();
        rig.Advance(1);

        GC.Collect();

        Assert.False(observer.IsAlive);

        WeakReference SubscribeAndDispose()
        {
            var passing = new RawObserver<TrackedUpload>(rig.Transcript);
            rig.Tracker.Changes.Subscribe(passing).Dispose();
            return new WeakReference(passing);
        }
    }

    [Fact]
    public void Whoever_subscribes_before_the_store_has_been_read_gets_all_that_was_in_it()
    {
        using TrackingRig rig = new TrackingRig().Start();
        Track(rig, "ended", UploadScript.Succeeds());
        Track(rig, "goes on", UploadScript.StaysPending());
        rig.Advance(5);
        rig.Kill().Build().Observe();
        rig.Run(rig.Tracker.StartAsync(CancellationToken.None));
        rig.Advance(0.1);

        Assert.Equal(["5  ended Succeeded SUCCESS, handled", "5  goes on Watching PENDING"], rig.Transcript.Lines.SkipWhile(line => !line.Contains("killed", StringComparison.Ordinal)).Skip(1).Take(2));
    }

    [Fact]
    public void A_slow_subscriber_is_given_the_newest_of_each()
    {
        using var rig = new TrackingRig();
        ChangeSubscription? subscription = null;
        var observer = new RawObserver<TrackedUpload>(rig.Transcript);
        List<string> seen = [];
        observer.WhenNext = upload =>
        {
            seen.Add(TrackingRig.Describe(upload));
            if (seen.Count > 1)
                return;
            // What happens while it is at work.
            Add("two", TrackedUploadState.Watching);
            Add("one", TrackedUploadState.Succeeded);
            Add("two", TrackedUploadState.Failed);
        };
        subscription = new ChangeSubscription(observer, rig.Scheduler, NullLogger.Instance, _ => { });

        Add("one", TrackedUploadState.Sending);
        Add("one", TrackedUploadState.Watching);
        rig.Advance(1);

        Assert.Equal(["one Watching", "two Failed", "one Succeeded"], seen);
        Assert.Empty(rig.Transcript.Of("VIOLATION"));

        void Add(string label, TrackedUploadState state)
        {
            subscription!.Add(new TrackedUpload { TrackingId = label, Label = label, State = state, CreatedAt = default, ChangedAt = default });
            subscription.Wake();
        }
    }

    [Fact]
    public void They_complete_at_shutdown_after_what_is_still_to_be_delivered_and_for_who_comes_later()
    {
        using TrackingRig rig = new TrackingRig().Start();
        Track(rig, "one", UploadScript.StaysPending());
        rig.Observe();
        rig.Run(rig.Tracker.StopAsync(CancellationToken.None));
        rig.Advance(1);
        Assert.Equal(["0  one Watching", "0  completed"], rig.Transcript.Lines);

        rig.Observe();
        rig.Advance(1);
        Assert.Equal(["0  one Watching", "0  completed", "1  one Watching", "1  completed"], rig.Transcript.Lines);
    }

    [Fact]
    public void An_observer_that_throws_hurts_nobody_and_is_not_called_again()
    {
        using TrackingRig rig = new TrackingRig().Start();
        int calls = 0;
        rig.Tracker.Changes.Subscribe(_ =>
        {
            calls++;
            throw new InvalidOperationException("mine");
        });
        rig.Observe();
        Track(rig, "one", UploadScript.Pending(TimeSpan.FromSeconds(5)).Succeeds());
        rig.Advance(60);

        Assert.Equal(1, calls);
        Assert.True(rig.Only.IsHandled);
        Assert.NotEmpty(rig.Transcript.Of("handled"));
    }

    [Fact]
    public void After_Dispose_nothing_is_told()
    {
        using TrackingRig rig = new TrackingRig().Start();
        RawObserver<TrackedUpload> observer = new RawObserver<TrackedUpload>(rig.Transcript).SubscribeTo(rig.Tracker.Changes);
        Track(rig, "one", UploadScript.Pending(TimeSpan.FromSeconds(5)).Succeeds());
        rig.Advance(1);
        int count = observer.Values.Count;
        observer.Dispose();
        rig.Advance(60);

        Assert.Equal(count, observer.Values.Count);
        Assert.Empty(rig.Transcript.Of("VIOLATION"));
    }

    private static void Track(TrackingRig rig, string label, UploadScript script) =>
        rig.Run(rig.Tracker.TrackAsync(rig.Simulator.AddUpload(script), label));
}
