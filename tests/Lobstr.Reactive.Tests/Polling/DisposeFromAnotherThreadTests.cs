using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Dispose by a thread that is not the scheduler's.</summary>
public class DisposeFromAnotherThreadTests
{
    // No test waits so long: it is how long a deadlock would be waited for.
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    [Fact]
    public void Between_two_polls_nothing_follows()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending);
        run.SubscribeAndRunTo(1);

        OnAnotherThread(run.Observer.Dispose);
        run.RunTo(3600);

        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            1  dispose
            """);
    }

    [Fact]
    public void While_OnNext_runs_it_returns_without_waiting_for_it()
    {
        WatchRun run = new();
        run.Polls.Answers(Success);
        run.Observer.WhenNext = _ => OnAnotherThread(run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next SUCCESS
            0  dispose
            """);
    }

    [Fact]
    public void While_the_poll_function_runs_the_poll_is_cancelled()
    {
        WatchRun run = new();
        run.Polls.HangsUntilCancelled();
        run.Polls.WhenCalled = () => OnAnotherThread(run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  dispose
            0  cancelled
            """);
    }

    [Fact]
    public void While_answers_come_in_from_other_threads_notifications_keep_the_grammar()
    {
        for (int round = 0; round < 200; round++)
        {
            Transcript transcript = new(Scheduler.Immediate);
            RawObserver<UploadStatus> observer = new(transcript);
            using ManualResetEventSlim seenSome = new();
            int polls = 0;
            observer.WhenNext = _ =>
            {
                if (observer.Values.Count == 3)
                    seenSome.Set();
            };
            WatchOptions options = new() { Schedule = PollSchedule.Every(TimeSpan.Zero) };
            IObservable<UploadStatus> watch = UploadStatusObservable.Create(
                async token =>
                {
                    await Task.Yield();
                    token.ThrowIfCancellationRequested();
                    return PollScript.Status(Interlocked.Increment(ref polls) % 2 == 0 ? Pending : Progress);
                },
                options,
                TaskPoolScheduler.Default);

            IDisposable subscription = watch.Subscribe(observer);
            Assert.True(seenSome.Wait(Deadlock, TestContext.Current.CancellationToken));
            subscription.Dispose();

            Assert.Empty(transcript.Of("VIOLATION"));
            Assert.Empty(transcript.Of("error"));
            IReadOnlyList<UploadStatus> seen = observer.Values;
            Assert.DoesNotContain(seen.Zip(seen.Skip(1)), pair => pair.First == pair.Second);
        }
    }

    private static void OnAnotherThread(Action action)
    {
        Thread thread = new(() => action());
        thread.Start();
        Assert.True(thread.Join(Deadlock), "Dispose should return without waiting for the thread that notifies.");
    }
}
