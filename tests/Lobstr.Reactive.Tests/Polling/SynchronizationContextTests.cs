using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Whatever synchronization context is current, a watch stays on its scheduler.</summary>
public class SynchronizationContextTests
{
    [Fact]
    public void Answers_that_come_under_a_hostile_context_are_delivered_in_virtual_time()
    {
        HostileSynchronizationContext hostile = new();
        WatchRun run = new(new() { Retry = new() { Jitter = () => 0.5 } });
        run.Polls.Answers(Pending, after: 1).InAnyContext()
            .Fails(new IOException(), after: 1).InAnyContext()
            .Answers(Progress).InAnyContext()
            .Answers(Success, after: 3).InAnyContext();

        hostile.Run(() => run.SubscribeAndRunTo(60));

        run.Says("""
            0  subscribe
            0  poll
            1  next PENDING
            3  poll
            4.5  poll
            4.5  next PROGRESS
            6.5  poll
            9.5  next SUCCESS
            9.5  completed
            """);
        Assert.Equal(0, hostile.Posts);
    }

    [Fact]
    public void A_cancellation_and_a_deadline_under_a_hostile_context_happen_in_virtual_time()
    {
        HostileSynchronizationContext hostile = new();
        WatchRun run = new(new() { Timeout = TimeSpan.FromSeconds(5) });
        run.Polls.Answers(Pending).HangsUntilCancelled();

        hostile.Run(() => run.SubscribeAndRunTo(60));

        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            5  cancelled
            5  error UploadTimeoutException
            """);
        Assert.Equal(0, hostile.Posts);
    }

    [Fact]
    public void A_throwing_observer_under_a_hostile_context_surfaces_from_the_scheduler()
    {
        HostileSynchronizationContext hostile = new();
        ArithmeticException thrown = new();
        WatchRun run = new();
        run.Polls.Answers(Pending, after: 1).InAnyContext();
        run.Observer.WhenNext = _ => throw thrown;
        Exception? surfaced = null;

        hostile.Run(() => surfaced = run.Subscribe().RunToException(60));

        Assert.Same(thrown, surfaced);
        Assert.Equal(0, hostile.Posts);
    }

    [Fact]
    public void A_client_used_under_a_hostile_context_stays_in_virtual_time()
    {
        HostileSynchronizationContext hostile = new();
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, after: 1).Answers(503, "").Answers(200, ClientRun.Success, after: 1);

        hostile.Run(() => run.WatchTo(60, new() { Retry = new() { Jitter = () => 0.5 } }));

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1  next PENDING
            3  GET /v1/tasks/upload/up-1
            3.5  GET /v1/tasks/upload/up-1
            4.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            4.5  completed
            """);
        Assert.Equal(0, hostile.Posts);
    }

    [Fact]
    public void A_request_timeout_under_a_hostile_context_is_decided_by_the_scheduler()
    {
        HostileSynchronizationContext hostile = new();
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.HangsUntilCancelled().Answers(200, ClientRun.Success);

        hostile.Run(() => run.WatchTo(60, new() { Retry = new() { Jitter = () => 0.5 } }));

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            10  cancelled
            10.5  GET /v1/tasks/upload/up-1
            10.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            10.5  completed
            """);
        Assert.Equal(0, hostile.Posts);
    }

    [Fact]
    public async Task A_question_under_a_hostile_context_is_answered_in_virtual_time()
    {
        HostileSynchronizationContext hostile = new();
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Success, after: 1);
        Task<UploadStatus>? answer = null;

        hostile.Run(() => answer = run.Ask());

        Assert.Equal(Success, (await answer!).State);
        Assert.Equal(0, hostile.Posts);
    }
}
