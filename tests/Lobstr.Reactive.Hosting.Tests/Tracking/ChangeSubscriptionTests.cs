using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>One observer of the changes: what it is given, in which actions, and when no more.</summary>
public sealed class ChangeSubscriptionTests : IDisposable
{
    private readonly HistoricalScheduler _clock = new();
    private readonly CallCountingScheduler _scheduler;
    private readonly RawObserver<TrackedUpload> _observer;
    private readonly Transcript _transcript;
    private readonly LogRecord _log = new();
    private int _disposals;

    public ChangeSubscriptionTests()
    {
        _scheduler = new CallCountingScheduler(_clock);
        _transcript = new Transcript(_clock);
        _observer = new RawObserver<TrackedUpload>(_transcript);
    }

    public void Dispose()
    {
        _log.Dispose();
        _observer.Dispose();
    }

    [Fact]
    public void What_was_removed_is_not_told()
    {
        ChangeSubscription subscription = New();
        subscription.Add(Upload("one"));
        subscription.Add(Upload("two"));
        subscription.Remove("one");
        subscription.Wake();
        Run();

        Assert.Equal(["two"], Seen);
    }

    [Fact]
    public void After_the_end_nothing_is_told()
    {
        ChangeSubscription subscription = New();
        subscription.Add(Upload("one"));
        subscription.Complete();
        subscription.Add(Upload("two"));
        Run();
        subscription.Add(Upload("three"));
        subscription.Wake();
        Run();

        Assert.Equal(["one"], Seen);
        Assert.True(_observer.HasEnded);
        Assert.Empty(_transcript.Of("VIOLATION"));
    }

    [Fact]
    public void After_Dispose_nothing_is_told_and_nothing_scheduled()
    {
        ChangeSubscription subscription = New();
        subscription.Add(Upload("one"));
        subscription.Wake();
        subscription.Dispose();
        Run();
        subscription.Add(Upload("two"));
        subscription.Wake();
        subscription.Complete();
        Run();

        Assert.Empty(_transcript.Lines);
        Assert.Equal((1, 1), (_disposals, (int)_scheduler.Calls));
    }

    [Fact]
    public void Of_one_that_was_disposed_before_it_was_woken_nothing_is_told()
    {
        ChangeSubscription subscription = New();
        subscription.Dispose();
        subscription.Add(Upload("one"));
        subscription.Wake();
        Run();

        Assert.Empty(_transcript.Lines);
        Assert.Equal(0, _scheduler.Calls);
    }

    [Fact]
    public void One_action_delivers_whatever_comes_until_it_has_ended()
    {
        ChangeSubscription subscription = New();
        subscription.Add(Upload("one"));
        subscription.Wake();
        subscription.Wake();
        _observer.WhenNext = upload =>
        {
            if (upload.TrackingId != "one")
                return;
            subscription.Add(Upload("two"));
            subscription.Wake();
        };
        Run();
        Assert.Equal((2, 1), (Seen.Count(), (int)_scheduler.Calls));

        subscription.Add(Upload("three"));
        subscription.Wake();
        Run();
        Assert.Equal(["one", "two", "three"], Seen);
        Assert.Equal(2, _scheduler.Calls);
    }

    [Fact]
    public void On_a_scheduler_that_runs_at_once_one_is_told_after_the_other()
    {
        ChangeSubscription subscription = New(new AtOnceScheduler(_clock));
        _observer.WhenNext = upload =>
        {
            if (upload.TrackingId != "one")
                return;
            subscription.Add(Upload("two"));
            subscription.Wake();
        };
        subscription.Add(Upload("one"));
        subscription.Wake();

        Assert.Equal(["one", "two"], Seen);
        Assert.Empty(_transcript.Of("VIOLATION"));
    }

    [Fact]
    public void What_a_scheduler_that_is_gone_does_not_take_is_told_at_once()
    {
        ChangeSubscription subscription = New(new RefusingScheduler(_clock) { Refuses = _ => true });
        subscription.Add(Upload("one"));
        subscription.Wake();
        subscription.Complete();

        Assert.Equal(["one"], Seen);
        Assert.True(_observer.HasEnded);
    }

    [Fact]
    public void An_observer_that_throws_is_logged_and_let_go()
    {
        ChangeSubscription subscription = New();
        _observer.WhenNext = _ => throw new InvalidOperationException("mine");
        subscription.Add(Upload("one"));
        subscription.Add(Upload("two"));
        subscription.Wake();
        Run();

        Assert.Equal(["one"], Seen);
        Assert.Equal(1, _disposals);
        Assert.Equal("mine", Assert.Single(_log.Lines).Error!.Message);
    }

    private IEnumerable<string> Seen => _observer.Values.Select(upload => upload.TrackingId);

    private ChangeSubscription New(IScheduler? scheduler = null) =>
        new(_observer, scheduler ?? _scheduler, _log.CreateLogger("changes"), _ => _disposals++);

    private void Run() => _clock.AdvanceBy(TimeSpan.FromSeconds(1));

    private static TrackedUpload Upload(string id) =>
        new() { TrackingId = id, State = TrackedUploadState.Watching, CreatedAt = default, ChangedAt = default };
}
