using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Dispose, in every phase of a watch.</summary>
public class DisposeTests
{
    [Fact]
    public void Before_the_first_poll_nothing_is_polled()
    {
        WatchRun run = new();

        run.Subscribe().Observer.Dispose();
        run.RunTo(3600);

        run.Says("""
            0  subscribe
            0  dispose
            """);
    }

    [Fact]
    public void While_polling_the_poll_is_cancelled_and_nothing_follows()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).HangsUntilCancelled();
        run.At(3, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            3  dispose
            3  cancelled
            """);
    }

    [Fact]
    public void While_a_stubborn_poll_is_under_way_its_late_answer_is_ignored()
    {
        WatchRun run = new();
        run.Polls.Answers(Success, after: 10).Stubbornly();
        run.At(3, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            3  dispose
            3  cancelled
            """);
    }

    [Fact]
    public void While_waiting_no_further_poll_is_made()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending);
        run.At(1, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            1  dispose
            """);
    }

    [Fact]
    public void While_waiting_for_a_retry_no_further_poll_is_made()
    {
        WatchRun run = new(new() { Retry = new() { Jitter = () => 0.5 } });
        run.Polls.Fails(new IOException());
        run.At(0.3, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0.3  dispose
            """);
    }

    [Fact]
    public void While_waiting_out_a_429_no_further_poll_is_made()
    {
        WatchRun run = new();
        run.Polls.Fails(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(60) });
        run.At(30, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            30  dispose
            """);
    }

    [Fact]
    public void While_the_last_poll_is_under_way_there_is_no_timeout()
    {
        WatchRun run = new(new() { Timeout = TimeSpan.FromSeconds(1) });
        run.Polls.Answers(Pending).HangsUntilCancelled();
        run.At(10, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next PENDING
            1  poll
            10  dispose
            10  cancelled
            """);
    }

    [Fact]
    public void A_second_time_it_does_nothing()
    {
        WatchRun run = new();
        run.Polls.HangsUntilCancelled();
        run.At(1, run.Observer.Dispose);
        run.At(2, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            1  dispose
            1  cancelled
            2  dispose
            """);
    }

    [Fact]
    public void After_the_end_it_does_nothing()
    {
        WatchRun run = new();
        run.Polls.Answers(Success);
        run.At(1, run.Observer.Dispose);

        run.Says(until: 3600, """
            0  subscribe
            0  poll
            0  next SUCCESS
            0  completed
            1  dispose
            """);
    }

    [Fact]
    public void It_never_throws_what_a_cancellation_callback_throws()
    {
        WatchRun run = new();
        int cancelled = 0;
        IDisposable subscription = UploadStatusObservable
            .Create(
                token =>
                {
                    token.Register(() =>
                    {
                        cancelled++;
                        throw new InvalidOperationException("a callback of the user's");
                    });
                    return new TaskCompletionSource<UploadStatus>().Task;
                },
                null,
                run.Scheduler)
            .Subscribe(run.Observer);
        run.RunTo(1);

        Exception? thrown = Record.Exception(subscription.Dispose);

        Assert.Null(thrown);
        Assert.Equal(1, cancelled);
    }

    [Fact]
    public void Through_the_client_the_request_is_cancelled_and_no_other_is_sent()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).HangsUntilCancelled();
        run.At(3, run.Observer.Dispose);

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            2  GET /v1/tasks/upload/up-1
            3  dispose
            3  cancelled
            """);
        Assert.Equal(0, run.Service.UnderWay);
    }
}
