using System.Diagnostics;
using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>However many polls there are, the stack stays as deep as it was.</summary>
public class StackDepthTests
{
    [Fact]
    public void A_million_polls_that_complete_at_once_do_not_deepen_the_stack()
    {
        TestScheduler scheduler = new();
        DeepeningPoll polls = new(1_000_000);
        bool completed = false;

        using IDisposable _ = Watch(polls, TimeSpan.Zero, scheduler).Subscribe(_ => { }, () => completed = true);
        scheduler.AdvanceTo(TimeSpan.FromDays(1).Ticks);

        Assert.True(completed);
        polls.AssertFlat();
    }

    [Fact]
    public void Polls_that_complete_in_virtual_time_do_not_deepen_the_stack()
    {
        TestScheduler scheduler = new();
        DeepeningPoll polls = new(10_000) { Latency = (scheduler, TimeSpan.FromTicks(3)) };
        bool completed = false;

        using IDisposable _ = Watch(polls, TimeSpan.Zero, scheduler).Subscribe(_ => { }, () => completed = true);
        scheduler.AdvanceTo(TimeSpan.FromDays(1).Ticks);

        Assert.True(completed);
        polls.AssertFlat();
    }

    [Fact]
    public void Faults_that_are_retried_at_once_do_not_deepen_the_stack()
    {
        TestScheduler scheduler = new();
        DeepeningPoll polls = new(10_000) { Fault = new IOException() };
        bool completed = false;

        using IDisposable _ = Watch(polls, TimeSpan.Zero, scheduler).Subscribe(_ => { }, () => completed = true);
        scheduler.AdvanceTo(TimeSpan.FromDays(1).Ticks);

        Assert.True(completed);
        polls.AssertFlat();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Polls_on_the_immediate_scheduler_do_not_deepen_the_stack(int ticks) => AssertFlatOn(ImmediateScheduler.Instance, ticks);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Polls_on_the_current_thread_scheduler_do_not_deepen_the_stack(int ticks) => AssertFlatOn(CurrentThreadScheduler.Instance, ticks);

    private static void AssertFlatOn(IScheduler scheduler, int ticks)
    {
        DeepeningPoll polls = new(10_000);
        bool completed = false;

        // Both run the whole watch inside Subscribe.
        using IDisposable _ = Watch(polls, TimeSpan.FromTicks(ticks), scheduler).Subscribe(_ => { }, () => completed = true);

        Assert.True(completed);
        polls.AssertFlat();
    }

    private static IObservable<UploadStatus> Watch(DeepeningPoll polls, TimeSpan interval, IScheduler scheduler) =>
        UploadStatusObservable.Create(
            polls.Poll,
            new()
            {
                Schedule = PollSchedule.Every(interval),
                Retry = new() { MaxRetries = int.MaxValue, BaseDelay = TimeSpan.Zero },
            },
            scheduler);

    /// <summary>Answers PENDING, and SUCCESS at the end; compares the depth of an early call with the last one's.</summary>
    private sealed class DeepeningPoll(int count)
    {
        private static readonly Task<UploadStatus> StillPending = Task.FromResult(PollScript.Status(Pending));

        private int _calls;
        private int _early;
        private int _late;

        public (TestScheduler Scheduler, TimeSpan Delay)? Latency { get; init; }

        public Exception? Fault { get; init; }

        public Task<UploadStatus> Poll(CancellationToken cancellationToken)
        {
            _calls++;
            if (_calls == 100)
                _early = new StackTrace().FrameCount;
            if (_calls == count)
                _late = new StackTrace().FrameCount;
            Task<UploadStatus> answer = _calls == count ? Task.FromResult(PollScript.Status(Success))
                : Fault is null ? StillPending
                : Task.FromException<UploadStatus>(Fault);
            if (Latency is not { } latency)
                return answer;
            TaskCompletionSource<UploadStatus> source = new();
            latency.Scheduler.Schedule(latency.Delay, () => source.SetFromTask(answer));
            return source.Task;
        }

        public void AssertFlat()
        {
            Assert.Equal(count, _calls);
            Assert.InRange(_late, 1, _early + 5);
        }
    }
}
