using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>One timer is enough for all that are kept, and none for what is not.</summary>
public sealed class RetentionTimerTests
{
    private readonly HistoricalScheduler _clock = new();
    private readonly CallCountingScheduler _scheduler;
    private readonly UploadRegister _register;
    private readonly RetentionTimer _timer;

    public RetentionTimerTests()
    {
        _scheduler = new CallCountingScheduler(_clock);
        var writer = new StoreWriter(new InMemoryUploadStore(), "", _clock, new UploadTrackingOptions(), NullLogger.Instance);
        _register = new UploadRegister(writer, _clock, NullLogger.Instance);
        _timer = new RetentionTimer(_register, _scheduler, TimeSpan.FromHours(1));
    }

    [Fact]
    public void Many_are_kept_with_one_timer_and_forgotten_together()
    {
        for (int i = 0; i < 5; i++)
            _timer.Keep(Loaded($"{i}", isHandled: true));
        Assert.Equal(1, _scheduler.Calls);
        _clock.AdvanceBy(TimeSpan.FromMinutes(59.9));
        Assert.Equal(5, _register.Uploads.Count);
        _clock.AdvanceBy(TimeSpan.FromMinutes(0.2));

        Assert.Empty(_register.Uploads);
        Assert.Equal(1, _scheduler.Calls);
    }

    [Fact]
    public void What_is_not_to_be_forgotten_takes_none()
    {
        _timer.Keep(Loaded("waits", isHandled: false));
        _timer.Keep(Loaded("may have been sent", isHandled: true, TrackedUploadState.MayHaveBeenSent));
        _clock.AdvanceBy(TimeSpan.FromHours(2));

        Assert.Equal(2, _register.Uploads.Count);
        Assert.Equal(0, _scheduler.Calls);
    }

    [Fact]
    public void A_clock_that_was_set_back_and_a_retention_for_ever_overflow_nothing()
    {
        var timer = new RetentionTimer(_register, _scheduler, TimeSpan.MaxValue);
        TrackedEntry tomorrow = Loaded("1", isHandled: true, changedAt: _clock.Now.AddDays(1));

        timer.Keep(tomorrow);
        _clock.AdvanceBy(TimeSpan.FromDays(3));

        Assert.Single(_register.Uploads);
    }

    private TrackedEntry Loaded(string id, bool isHandled, TrackedUploadState state = TrackedUploadState.Succeeded, DateTimeOffset? changedAt = null)
    {
        var upload = new TrackedUpload { TrackingId = id, State = state, IsHandled = isHandled, CreatedAt = _clock.Now, ChangedAt = changedAt ?? _clock.Now };
        var entry = new TrackedEntry(new EntryState(upload), version: 1);
        _register.Load(entry);
        return entry;
    }
}
