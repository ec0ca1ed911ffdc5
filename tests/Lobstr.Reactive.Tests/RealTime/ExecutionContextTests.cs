using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// Of a function's watch the first poll is made for whoever subscribed; the others belong to the watch: they carry nobody's trace, and keep
/// nothing of the subscriber's alive.
/// </summary>
public class ExecutionContextTests
{
    // No test takes so long: it is how long a watch that hangs would be waited for.
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    private static readonly AsyncLocal<object?> Ambient = new();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 0)]
    public async Task A_poll_after_the_first_does_not_run_in_the_context_of_the_subscriber(bool isAsynchronous, double delay)
    {
        const int Polls = 4;
        List<object?> seen = [];
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IObservable<UploadStatus> watch = UploadStatusObservable.Create(
            async token =>
            {
                seen.Add(Ambient.Value);
                if (isAsynchronous)
                    await Task.Yield();
                return PollScript.Status(seen.Count == Polls ? Success : Pending);
            },
            new() { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(delay)) },
            DefaultScheduler.Instance);

        Ambient.Value = "the subscriber's";
        using IDisposable subscription = watch.Subscribe(_ => { }, ended.SetException, ended.SetResult);
        await ended.Task.WaitAsync(Stuck, TestContext.Current.CancellationToken);

        Assert.Equal(["the subscriber's", null, null, null], seen);
    }

    [Fact]
    public async Task What_the_subscriber_has_in_its_context_can_be_collected_while_the_watch_waits()
    {
        // What Rx makes once for long delays, and keeps, it makes now: it would keep the context of whoever is the first.
        DefaultScheduler.Instance.Schedule(TimeSpan.FromDays(1), () => { }).Dispose();
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        (WeakReference ambient, IDisposable subscription) = SubscribeWithAmbientState(told);
        using (subscription)
        {
            await told.Task.WaitAsync(Stuck, TestContext.Current.CancellationToken);
            // The first action may be on its way out still.
            for (int i = 0; i < 1_000 && ambient.IsAlive; i++)
            {
                await Task.Yield();
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        Assert.False(ambient.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Ambient, IDisposable Subscription) SubscribeWithAmbientState(TaskCompletionSource told)
    {
        object state = new();
        Ambient.Value = state;
        IDisposable subscription = UploadStatusObservable
            .Create(
                async token =>
                {
                    await Task.Yield();
                    return PollScript.Status(Pending);
                },
                new() { Schedule = PollSchedule.Every(TimeSpan.FromDays(1)) },
                DefaultScheduler.Instance)
            .Subscribe(_ => told.TrySetResult(), _ => { });
        Ambient.Value = null;
        return (new WeakReference(state), subscription);
    }
}
