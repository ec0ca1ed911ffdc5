using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Asking once.</summary>
public class GetStatusTests
{
    private static CancellationToken Unhurried => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_happens_until_the_clock_advances()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Progress, after: 1);

        Task<UploadStatus> answer = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);

        Assert.Empty(run.Service.Requests);
        run.RunTo(0);
        run.Says("0  GET /v1/tasks/upload/up-1");
        Assert.False(answer.IsCompleted);
        run.RunTo(1);
        Assert.True(answer.IsCompleted);
        Assert.Equal(new() { Id = "up-1", State = UploadState.Progress }, await answer);
    }

    [Fact]
    public async Task FAILURE_is_a_status_like_any_other()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Failure);

        Assert.Equal(UploadState.Failure, (await run.Ask()).State);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task Nothing_is_retried(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(code, "", headers: ("Retry-After", "1"));

        await Assert.ThrowsAnyAsync<LobstrApiException>(run.Ask);

        run.Says("0  GET /v1/tasks/upload/up-1");
    }

    [Fact]
    public async Task A_fault_of_the_network_is_thrown_as_it_is()
    {
        HttpRequestException fault = new("no route");
        using ClientRun run = new();
        run.Service.Fails(fault, after: 1);

        Assert.Same(fault, await Record.ExceptionAsync(run.Ask));
    }

    [Fact]
    public async Task A_bad_answer_is_a_LobstrProtocolException()
    {
        using ClientRun run = new();
        run.Service.Answers(200, "<html></html>");

        await Assert.ThrowsAsync<LobstrProtocolException>(run.Ask);
    }

    [Fact]
    public async Task Without_an_answer_within_RequestTimeout_it_is_a_TimeoutException()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.HangsUntilCancelled();

        await Assert.ThrowsAsync<TimeoutException>(run.Ask);

        run.Says("""
            0  GET /v1/tasks/upload/up-1
            10  cancelled
            """);
    }

    [Fact]
    public async Task A_cancellation_of_somebody_else_is_passed_on_as_one()
    {
        using ClientRun run = new();
        run.Service.Fails(new TaskCanceledException("somebody else's"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(run.Ask);
    }

    [Fact]
    public async Task A_429_is_a_LobstrRateLimitException_with_its_RetryAfter()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", "7"));

        LobstrRateLimitException error = await Assert.ThrowsAsync<LobstrRateLimitException>(run.Ask);

        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }

    [Fact]
    public async Task After_a_429_the_next_question_waits_for_its_RetryAfter()
    {
        using ClientRun run = new();
        run.Service.Answers(429, "", headers: ("Retry-After", "7")).Answers(200, ClientRun.Success);
        Task<UploadStatus> first = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);
        run.RunTo(1);
        await Assert.ThrowsAsync<LobstrRateLimitException>(() => first);

        Task<UploadStatus> second = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);
        run.RunTo(60);

        Assert.Equal(UploadState.Success, (await second).State);
        Assert.Equal([0, 7], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public async Task Two_calls_are_two_requests()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, after: 1).Answers(202, ClientRun.Progress, after: 1);

        Task<UploadStatus> first = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);
        Task<UploadStatus> second = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);
        run.RunTo(10);

        Assert.Equal([UploadState.Pending, UploadState.Progress], (await Task.WhenAll(first, second)).Select(status => status.State));
    }

    [Fact]
    public void Awaits_that_want_no_context_stay_in_virtual_time_whatever_context_is_current()
    {
        HostileSynchronizationContext hostile = new();
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, after: 1).Answers(200, ClientRun.Success, after: 1).HangsUntilCancelled();
        using CancellationTokenSource cancellation = new();
        List<string> seen = [];

        hostile.Run(() =>
        {
            _ = AskTwiceAndUntilCancelled();
            run.RunTo(10);
            cancellation.Cancel();
        });

        // What goes astray comes later, from the thread pool.
        Assert.Equal(["2", "cancelled"], seen);
        Assert.Equal(0, hostile.Posts);

        async Task AskTwiceAndUntilCancelled()
        {
            await run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried).ConfigureAwait(false);
            await run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried).ConfigureAwait(false);
            seen.Add($"{run.Transcript.Seconds}");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run.Client.Uploads.GetStatusAsync(ClientRun.Id, cancellation.Token).ConfigureAwait(false)).ConfigureAwait(false);
            seen.Add("cancelled");
        }
    }

    [Fact]
    public void Awaits_that_follow_each_other_stay_in_virtual_time()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending, after: 1).Answers(202, ClientRun.Progress, after: 1).Answers(200, ClientRun.Success);
        Task? all = null;

        HostileSynchronizationContext.RunWithNone(() =>
        {
            all = AskThrice();
            run.RunTo(10);
        });

        Assert.True(all!.IsCompletedSuccessfully);
        run.Says("""
            0  GET /v1/tasks/upload/up-1
            1  PENDING
            1  GET /v1/tasks/upload/up-1
            2  PROGRESS
            2  GET /v1/tasks/upload/up-1
            2  SUCCESS
            """);

        async Task AskThrice()
        {
            for (int i = 0; i < 3; i++)
                run.Transcript.Add((await run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried)).RawState);
        }
    }
}
