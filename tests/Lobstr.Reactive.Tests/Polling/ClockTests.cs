using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Clocks and schedulers that are not what one is used to.</summary>
public class ClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData(10_000)]
    [InlineData(-10_000)]
    public void A_wall_clock_that_jumps_moves_neither_a_delay_nor_a_deadline_nor_what_has_elapsed(int hours)
    {
        AwkwardScheduler? awkward = null;
        WatchRun run = new(
            new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(10)), Timeout = TimeSpan.FromSeconds(25) },
            scheduler => awkward = new AwkwardScheduler(new HistoricalClock(scheduler)));
        run.Polls.Answers(Pending).Times(4);
        run.At(5, () => awkward!.Jump = TimeSpan.FromHours(hours));

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            10  poll
            20  poll
            25  poll
            25  error UploadTimeoutException
            """);
        Assert.Equal(25, Assert.IsType<UploadTimeoutException>(run.Observer.Error).Elapsed.TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public void A_HistoricalScheduler_that_starts_in_the_year_1_runs_a_watch()
    {
        HistoricalScheduler scheduler = new();
        Transcript transcript = new(scheduler);
        PollScript polls = new(scheduler, transcript);
        polls.Answers(Pending, after: 1).Answers(Progress).Answers(Progress);

        new RawObserver<UploadStatus>(transcript).SubscribeTo(
            UploadStatusObservable.Create(polls.Poll, new() { Timeout = TimeSpan.FromSeconds(4) }, scheduler));
        scheduler.AdvanceTo(scheduler.Now + Day);

        Assert.Equal("""
            0  subscribe
            0  poll
            1  next PENDING
            3  poll
            3  next PROGRESS
            4  poll
            4  error UploadTimeoutException
            """, transcript.ToString());
    }

    [Fact]
    public void A_HistoricalScheduler_survives_a_schedule_of_never()
    {
        HistoricalScheduler scheduler = new();
        Transcript transcript = new(scheduler);
        PollScript polls = new(scheduler, transcript);
        polls.Answers(Pending);

        new RawObserver<UploadStatus>(transcript).SubscribeTo(
            UploadStatusObservable.Create(polls.Poll, new() { Schedule = PollSchedule.Every(TimeSpan.MaxValue) }, scheduler));
        scheduler.AdvanceTo(scheduler.Now + 400 * Day);

        Assert.Equal("""
            0  subscribe
            0  poll
            0  next PENDING
            """, transcript.ToString());
    }

    [Fact]
    public void A_day_long_upload_is_watched_poll_for_poll()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Times(10_000).Answers(Progress).Times(33_200).Answers(Success);

        run.SubscribeAndRunTo(2 * 86_400);

        Assert.Equal(43_201, run.Polls.Calls);
        Assert.Equal(
            ["0  next PENDING", "20000  next PROGRESS", "86400  next SUCCESS", "86400  completed"],
            run.Transcript.Lines.Where(line => !line.EndsWith("poll", StringComparison.Ordinal) && !line.EndsWith("subscribe", StringComparison.Ordinal)));
    }

    /// <summary>A clock far from both ends of time, so that it can jump either way.</summary>
    private sealed class HistoricalClock(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
    {
        private static readonly TimeSpan Offset = TimeSpan.FromDays(700_000);

        public DateTimeOffset Now => inner.Now + Offset;

        public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

        public IStopwatch StartStopwatch() => inner.StartStopwatch();

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
            inner.Schedule(state, dueTime, action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
            inner.Schedule(state, dueTime - Now, action);
    }
}
