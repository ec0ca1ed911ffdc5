using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>How many requests a client sends, at a time and in a minute.</summary>
public class LimitTests
{
    private static CancellationToken Unhurried => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_than_MaxConcurrentRequests_are_under_way()
    {
        using ServiceRun run = Slow(1, options => options with { MaxConcurrentRequests = 2 });

        Task<UploadStatus>[] answers = [.. Enumerable.Range(0, 5).Select(_ => run.Client.Uploads.GetStatusAsync(ServiceRun.Id, Unhurried))];
        run.RunTo(30);

        await Task.WhenAll(answers);
        Assert.Equal([0, 0, 1, 1, 2], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void No_more_than_four_files_are_under_way_and_they_keep_no_poll_waiting()
    {
        using ClientRun run = new(options => options with { MaxConcurrentRequests = 1 });
        run.Service.Answers(200, """{"id":"up-2","object":"task_upload"}""", after: 10).Times(4)
            .Answers(200, ClientRun.Pending).Times(6)
            .Answers(200, """{"id":"up-2","object":"task_upload"}""", after: 10).Forever();
        for (int file = 0; file < 6; file++)
            _ = run.Client.Uploads.SendAsync("squid-1", TaskFile.FromText("url\nhttps://example.com", "tasks.csv"), Unhurried);
        run.WatchTo(15);

        Assert.Equal([0, 0, 0, 0, 10, 10], run.Transcript.InstantsOf("POST"));
        Assert.Equal([0, 2, 4, 6, 8, 10], run.Transcript.InstantsOf("GET").Take(6));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task In_no_minute_the_server_sees_more_than_TaskRequestsPerMinute(double latency)
    {
        using ServiceRun run = Slow(latency, options => options with { TaskRequestsPerMinute = 3 });

        Task<UploadStatus>[] answers = [.. Enumerable.Range(0, 10).Select(_ => run.Client.Uploads.GetStatusAsync(ServiceRun.Id, Unhurried))];
        run.RunTo(400);

        await Task.WhenAll(answers);
        IReadOnlyList<double> sent = run.Transcript.InstantsOf("GET");
        Assert.Equal(10, sent.Count);
        // The fourth after one arrives when the answer to that one is a minute old at least.
        Assert.All(sent.Zip(sent.Skip(3)), pair => Assert.True(pair.Second >= pair.First + latency + 60, $"{pair.First} and {pair.Second}"));
    }

    [Fact]
    public async Task A_cancelled_question_gives_its_place_in_the_queue_to_the_next_one()
    {
        using ClientRun run = new(options => options with { MaxConcurrentRequests = 1 });
        using CancellationTokenSource cancellation = new();
        run.Service.Answers(202, ClientRun.Pending, after: 10).Answers(202, ClientRun.Progress);
        Task<UploadStatus> first = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);
        Task<UploadStatus> second = run.Client.Uploads.GetStatusAsync(ClientRun.Id, cancellation.Token);
        Task<UploadStatus> third = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);

        run.At(5, cancellation.Cancel);
        run.RunTo(30);

        Assert.Equal([0, 10], run.Transcript.InstantsOf("GET"));
        Assert.Equal(UploadState.Pending, (await first).State);
        Assert.True(second.IsCanceled);
        Assert.Equal(UploadState.Progress, (await third).State);
    }

    [Fact]
    public async Task Time_spent_waiting_for_a_permit_is_not_counted_against_RequestTimeout()
    {
        using ClientRun run = new(options => options with { MaxConcurrentRequests = 1, RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.Answers(202, ClientRun.Pending, after: 9).Answers(202, ClientRun.Progress, after: 9);
        Task<UploadStatus> first = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);
        Task<UploadStatus> second = run.Client.Uploads.GetStatusAsync(ClientRun.Id, Unhurried);

        run.RunTo(60);

        Assert.Equal([UploadState.Pending, UploadState.Progress], (await Task.WhenAll(first, second)).Select(status => status.State));
    }

    [Fact]
    public void What_another_process_has_used_up_is_waited_for_and_no_429_is_earned()
    {
        using ServiceRun run = new();
        run.Service.UseBudgetElsewhere(89);

        run.WatchTo(120, UploadScript.Pending(TimeSpan.FromSeconds(1)).Succeeds());

        Assert.Equal([0, 60], run.Transcript.InstantsOf("GET"));
        Assert.All(run.Service.Requests, request => Assert.True((int?)request.StatusCode is 200 or 202));
    }

    [Fact]
    public void When_the_headers_say_that_nothing_is_left_the_next_question_waits_for_the_reset()
    {
        using ClientRun run = new();
        run.Service
            .Answers(202, ClientRun.Pending, headers: [("Date", "Mon, 20 Jul 2026 10:00:00 GMT"), ("X-RateLimit-Limit", "90"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1784541630")])
            .Answers(200, ClientRun.Success);

        run.WatchTo(120);

        Assert.Equal([0, 30], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData("0", "1784551600")]
    [InlineData("0", "never")]
    [InlineData("0", "-5")]
    [InlineData("-1", "1784541630")]
    [InlineData("none", "1784541630")]
    [InlineData("0", "1784541590")]
    public void Nonsense_in_the_headers_is_ignored(string remaining, string reset)
    {
        using ClientRun run = new();
        run.Service
            .Answers(202, ClientRun.Pending, headers: [("Date", "Mon, 20 Jul 2026 10:00:00 GMT"), ("X-RateLimit-Remaining", remaining), ("X-RateLimit-Reset", reset)])
            .Answers(200, ClientRun.Success);

        run.WatchTo(120);

        Assert.Equal([0, 2], run.Transcript.InstantsOf("GET"));
    }

    private static ServiceRun Slow(double latency, Func<LobstrClientOptions, LobstrClientOptions> configure)
    {
        ServiceRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) }, configure);
        run.Service.AddUpload(ServiceRun.Id, UploadScript.StaysPending());
        return run;
    }
}
