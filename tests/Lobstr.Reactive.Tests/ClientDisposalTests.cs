using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>Disposing a client ends everything that runs on it.</summary>
public class ClientDisposalTests
{
    [Fact]
    public void A_watch_that_waits_ends_and_no_request_follows()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending);
        run.At(1, run.Client.Dispose);

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            1  error ObjectDisposedException
            """);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_watch_whose_request_is_under_way_ends_and_the_request_is_cancelled(bool stubborn)
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Success, after: 20);
        if (stubborn)
            run.Service.Stubbornly();
        run.At(1, run.Client.Dispose);

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1  cancelled
            1  error ObjectDisposedException
            """);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_check_of_a_file_that_is_never_opened_or_read_ends(bool isOpened)
    {
        using ClientRun run = new();
        using var stalled = new StalledStream();
        TaskFile file = TaskFile.FromStream(_ => isOpened ? Task.FromResult<Stream>(stalled) : new TaskCompletionSource<Stream>().Task, "tasks.csv");
        Task<TaskFileCheck> check = run.Client.Squids.CheckAsync("s1", file, TestContext.Current.CancellationToken);
        run.RunTo(1);
        Assert.False(check.IsCompleted);

        run.Client.Dispose();

        Assert.IsType<ObjectDisposedException>(check.Exception?.InnerException);
    }

    [Fact]
    public void The_request_under_way_is_cancelled_at_once_even_if_the_scheduler_does_not_act_any_more()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        run.WatchTo(1);

        run.Client.Dispose();

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1  cancelled
            """);
    }

    [Fact]
    public void A_watch_that_has_not_begun_sends_nothing()
    {
        using ClientRun run = new();
        run.Observer.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));

        run.Client.Dispose();
        run.RunTo(3600);

        run.Says("""
            0  subscribe
            0  error ObjectDisposedException
            """);
    }

    [Fact]
    public void Subscribing_to_a_watch_of_a_disposed_client_does_not_throw_but_ends_it_on_the_scheduler()
    {
        using ClientRun run = new();
        IObservable<UploadStatus> watch = run.Client.Uploads.Watch(ClientRun.Id);
        run.Client.Dispose();

        run.Observer.SubscribeTo(watch);
        Assert.False(run.Observer.HasEnded);
        run.RunTo(3600);

        run.Says("""
            0  subscribe
            0  error ObjectDisposedException
            """);
    }

    [Fact]
    public async Task A_question_that_is_under_way_throws_ObjectDisposedException()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(ClientRun.Id, TestContext.Current.CancellationToken);
        run.At(1, run.Client.Dispose);

        run.RunTo(60);

        Assert.True(answer.IsCompleted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => answer);
        run.Says("""
            0  GET /v1/tasks/upload/up-1
            1  cancelled
            """);
    }

    [Fact]
    public async Task A_question_that_comes_too_late_throws_ObjectDisposedException_and_sends_nothing()
    {
        using ClientRun run = new();
        run.Client.Dispose();

        Exception? error = await Record.ExceptionAsync(run.Ask);

        Assert.IsType<ObjectDisposedException>(error);
        run.Says("");
    }

    [Fact]
    public void Inside_OnNext_it_ends_the_watch_after_that_notification()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending);
        run.Observer.WhenNext = _ => run.Client.Dispose();

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            0  error ObjectDisposedException
            """);
    }

    [Fact]
    public void A_second_time_it_does_nothing()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending);
        run.At(1, run.Client.Dispose);
        run.At(2, run.Client.Dispose);

        run.WatchTo(3600);

        Assert.Single(run.Transcript.Of("error"));
    }

    [Fact]
    public void The_callers_HttpClient_still_works()
    {
        TestScheduler scheduler = new();
        using StubHandler service = new(scheduler, new(scheduler));
        using HttpClient http = new(service);
        service.Answers(200, "{}");

        new LobstrClient(http, new() { ApiKey = ClientRun.Key, Scheduler = scheduler }).Dispose();
        Task<HttpResponseMessage> answer = http.GetAsync(new Uri("https://elsewhere.example/"), TestContext.Current.CancellationToken);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.False(service.IsDisposed);
    }

    [Fact]
    public void A_disposed_watch_is_not_told()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending);
        run.At(1, run.Observer.Dispose);
        run.At(2, run.Client.Dispose);

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            1  dispose
            """);
    }
}
