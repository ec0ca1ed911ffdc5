using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>No lock is held while anything of the user's is called: other threads may use the client meanwhile.</summary>
public class OpenGateTests
{
    // No test waits so long: it is how long a deadlock would be waited for.
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    [Fact]
    public void Inside_OnNext_other_threads_may_watch_ask_and_dispose()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Success);
        run.Observer.WhenNext = _ => UseOnAnotherThread(run);

        run.WatchTo(1);

        Assert.Equal(Success, Assert.Single(run.Observer.Values).State);
    }

    [Fact]
    public void Inside_OnError_other_threads_may_watch_ask_and_dispose()
    {
        using ClientRun run = new();
        run.Service.Answers(404, "");
        run.Observer.WhenError = _ => UseOnAnotherThread(run);

        run.WatchTo(1);

        Assert.IsType<UploadNotFoundException>(run.Observer.Error);
    }

    [Fact]
    public void Inside_the_schedule_other_threads_may_watch_ask_and_dispose()
    {
        int calls = 0;
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending);

        run.WatchTo(1, new()
        {
            Schedule = PollSchedule.Create(_ =>
            {
                calls++;
                UseOnAnotherThread(run);
                return TimeSpan.Zero;
            }),
        });

        Assert.Equal(1, calls);
        Assert.IsType<ObjectDisposedException>(run.Observer.Error);
    }

    [Fact]
    public void Inside_ShouldRetry_and_Jitter_other_threads_may_watch_ask_and_dispose()
    {
        int calls = 0;
        using ClientRun run = new();
        run.Service.Fails(new IOException());

        run.WatchTo(1, new()
        {
            Retry = new()
            {
                ShouldRetry = _ => { calls++; UseOnAnotherThread(run); return true; },
                Jitter = () => { calls++; UseOnAnotherThread(run); return 0; },
            },
        });

        Assert.Equal(2, calls);
        Assert.IsType<ObjectDisposedException>(run.Observer.Error);
    }

    [Fact]
    public void Inside_the_request_other_threads_may_watch_ask_and_dispose()
    {
        using ClientRun run = new();
        run.Service.Answers(() =>
        {
            UseOnAnotherThread(run);
            return new HttpResponseMessage();
        });

        run.WatchTo(1);

        Assert.IsType<ObjectDisposedException>(run.Observer.Error);
    }

    [Fact]
    public void Inside_an_event_other_threads_may_watch_ask_and_dispose()
    {
        int calls = 0;
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Success, after: 1);
        using IDisposable _ = run.Client.Events.Subscribe(_ =>
        {
            calls++;
            UseOnAnotherThread(run);
        });

        run.WatchTo(10);

        Assert.InRange(calls, 1, 10);
        Assert.IsType<ObjectDisposedException>(run.Observer.Error);
    }

    [Fact]
    public void Inside_a_cancellation_other_threads_may_watch_ask_and_dispose()
    {
        int calls = 0;
        WatchRun run = new();
        IDisposable? subscription = null;
        subscription = UploadStatusObservable
            .Create(
                token =>
                {
                    token.Register(() =>
                    {
                        calls++;
                        OnAnotherThread(() => subscription!.Dispose());
                    });
                    return new TaskCompletionSource<UploadStatus>().Task;
                },
                null,
                run.Scheduler)
            .Subscribe(run.Observer);
        run.RunTo(1);

        subscription.Dispose();

        Assert.Equal(1, calls);
    }

    private static void UseOnAnotherThread(ClientRun run) => OnAnotherThread(() =>
    {
        run.Client.Uploads.Watch("up-2").Subscribe(_ => { }, _ => { }).Dispose();
        _ = run.Client.Uploads.GetStatusAsync("up-2", TestContext.Current.CancellationToken).ContinueWith(
            ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        run.Client.Dispose();
    });

    private static void OnAnotherThread(Action action)
    {
        Exception? thrown = null;
        Thread thread = new(() => thrown = Record.Exception(action));
        thread.Start();
        Assert.True(thread.Join(Deadlock), "The other thread should not have to wait for this one.");
        Assert.Null(thrown);
    }
}
