using System.Globalization;
using System.Net;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>The lists of the service besides results: runs of a squid, tasks of a run.</summary>
public sealed class RunListTests : IDisposable
{
    private readonly ClientRun _run = new(options => options with { Retry = new RetryPolicy { MaxRetries = 2, Jitter = () => 0.5 } });

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Runs_come_as_the_service_gives_them_page_after_page()
    {
        _run.Service
            .Answers(200, """{"total_results":3,"limit":2,"total_pages":2,"next":"?page=2","data":[{"id":"r3","squid":"S-1","status":"running","is_done":false,"duration":7.5},{"id":"r2","object":"run","squid":"s1","status":"done","is_done":true,"done_reason":"no_credits_left"}]}""")
            .Answers(200, """{"total_results":3,"limit":2,"total_pages":2,"next":null,"data":[{"id":"r1","status":"aborted"}]}""");

        IReadOnlyList<Run> runs = Ended(_run.Client.Runs.ListAsync("s1"));

        Assert.Equal(["r3", "r2", "r1"], runs.Select(run => run.Id));
        Assert.Equal([RunStatus.Running, RunStatus.Done, RunStatus.Aborted], runs.Select(run => run.Status));
        Assert.Equal(["S-1", "s1", "s1"], runs.Select(run => run.SquidId));
        Assert.Equal(TimeSpan.FromSeconds(7.5), runs[0].Duration);
        Assert.True(runs[1].WasCutShort);
        Assert.Equal(["/v1/runs?squid=s1&page=1&limit=100", "/v1/runs?squid=s1&page=2&limit=100"], _run.Service.Requests.Select(request => request.Uri.PathAndQuery));
    }

    [Fact]
    public void Tasks_of_a_run_are_read_whole()
    {
        _run.Service.Answers(200, """
            {"total_results":1,"data":[{"id":"t1","object":"runtask","task":"a","run":"r","status":"done","params":{"url":"https://example.com/1"},
            "total_results":12.0,"done_reason":"limit_exceeded","done_reason_desc":"Limit","started_at":"2026-03-01T12:00:00","ended_at":"2026-03-01T12:00:09","more":1}]}
            """);

        RunTask task = Assert.Single(Ended(_run.Client.Runs.ReadTasksAsync("r")));

        Assert.Equal(("t1", "a", "done", "limit_exceeded", "Limit", 12), (task.Id, task.TaskId, task.RawStatus, task.DoneReason, task.DoneReasonDescription, task.TotalResults));
        Assert.Equal("https://example.com/1", task.Parameters.GetProperty("url").GetString());
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(9)), (task.StartedAt!.Value.Offset, task.EndedAt - task.StartedAt));
        Assert.Equal("/v1/runtasks?run=r&page=1&limit=100", _run.Service.Requests[0].Uri.PathAndQuery);
    }

    [Fact]
    public void What_is_missing_of_a_task_is_absent()
    {
        _run.Service.Answers(200, """{"data":[{"id":"t1","status":"","done_reason":null,"total_results":"many"}]}""");

        Assert.Equal(new RunTask { Id = "t1" }, Assert.Single(Ended(_run.Client.Runs.ReadTasksAsync("r"))));
    }

    [Theory]
    [InlineData(true, """{"data":[{"id":"r1","squid":"other","status":"done"}]}""")]
    [InlineData(true, """{"data":[{"squid":"s1","status":"done"}]}""")]
    [InlineData(true, """{"data":[{"id":"r1"}]}""")]
    [InlineData(true, """{"data":[{"id":"r1","status":"done"},7]}""")]
    [InlineData(true, """{"data":{}}""")]
    [InlineData(false, """{"data":[{"id":"t1","run":"other"}]}""")]
    [InlineData(false, """{"data":[{"task":"t1"}]}""")]
    [InlineData(false, """{"data":[null]}""")]
    public void A_page_that_cannot_be_meant_is_asked_for_again_and_never_believed(bool isOfRuns, string body)
    {
        _run.Service.Answers(200, body).Forever();

        Exception error = isOfRuns ? Failed(_run.Client.Runs.ListAsync("s1")) : Failed(_run.Client.Runs.ReadTasksAsync("r"));

        Assert.IsType<LobstrProtocolException>(error);
        Assert.Equal(3, _run.Service.Requests.Count);
    }

    [Fact]
    public void Faults_are_retried_and_a_429_is_waited_out()
    {
        _run.Service.Answers(502, "").Answers(429, "", headers: ("Retry-After", "7")).Answers(200, """{"total_results":1,"data":[{"id":"r1","status":"done"}]}""");

        Assert.Single(Ended(_run.Client.Runs.ListAsync("s1")));

        Assert.Equal([0, 0.5, 7.5], _run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_refusal_is_thrown_at_once()
    {
        _run.Service.Answers(404, """{"error":{"message":"Squid not found"}}""");

        var error = Assert.IsType<LobstrApiException>(Failed(_run.Client.Runs.ListAsync("s1")));

        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Contains("page 1 of the runs of squid 's1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_has_enough_costs_no_further_page()
    {
        _run.Service.Answers(200, PageOf(1)).Answers(200, PageOf(2));
        Task first = FirstAsync();
        _run.RunTo(60);

        Assert.True(first.IsCompletedSuccessfully);
        Assert.Single(_run.Service.Requests);

        async Task FirstAsync()
        {
            await foreach (Run _ in _run.Client.Runs.ListAsync("s1").ConfigureAwait(false))
                return;
        }
    }

    [Fact]
    public void A_cancelled_token_ends_the_reading()
    {
        _run.Service.Answers(200, PageOf(1)).HangsUntilCancelled();
        using var cancellation = new CancellationTokenSource();
        List<Run> runs = [];
        Task reading = _run.Client.Runs.ListAsync("s1", cancellation.Token).ReadAllAsync(runs);
        _run.RunTo(5);

        cancellation.Cancel();
        _run.RunTo(10);

        Assert.True(reading.IsCanceled);
        Assert.Equal(2, runs.Count);
        Assert.Contains(_run.Transcript.Lines, line => line.EndsWith("cancelled", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_a_plan_withholds_are_an_error_here_too()
    {
        _run.Service.Answers(200, """{"total_results":9,"warning":"Only 1 returned.","data":[{"id":"r1","status":"done"}]}""");

        Assert.IsType<ResultsTruncatedException>(Failed(_run.Client.Runs.ListAsync("s1")));
    }

    [Fact]
    public void Each_list_waits_for_the_budget_of_its_family()
    {
        using ClientRun run = new(options => options with { RunRequestsPerMinute = 1, RunTaskRequestsPerMinute = 1 });
        run.Service.Answers(200, """{"data":[]}""").Forever();

        Task[] lists = [.. Enumerable.Range(0, 2).SelectMany(_ => new Task[] { run.Client.Runs.ListAsync("s1").ReadAllAsync(), run.Client.Runs.ReadTasksAsync("r").ReadAllAsync(), run.Client.Squids.ListAsync().ReadAllAsync() })];
        run.RunTo(200);

        Assert.All(lists, list => Assert.True(list.IsCompletedSuccessfully));
        Assert.Equal([0, 60], run.Transcript.InstantsOf("/runs?"));
        Assert.Equal([0, 60], run.Transcript.InstantsOf("/runtasks?"));
        Assert.Equal([0, 0], run.Transcript.InstantsOf("/squids?"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a&page=2")]
    public void An_id_is_checked_at_the_call(string id)
    {
        Assert.Throws<ArgumentException>(() => _run.Client.Runs.ListAsync(id));
        Assert.Throws<ArgumentException>(() => _run.Client.Runs.ReadTasksAsync(id));
        Assert.Throws<ArgumentException>(() => { _ = _run.Client.Runs.AbortAsync(id); });
        Assert.Throws<ArgumentException>(() => _run.Client.Runs.WatchStats(id));
    }

    private static string PageOf(int page) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"total_results":4,"limit":2,"data":[{"id":"r{{page * 2}}","status":"done"},{"id":"r{{(page * 2) + 1}}","status":"done"}]}""");

    private IReadOnlyList<T> Ended<T>(IAsyncEnumerable<T> list)
    {
        Task<IReadOnlyList<T>> reading = list.ReadAllAsync();
        _run.RunTo(100);
        Assert.True(reading.IsCompleted, "The list should have ended in virtual time.");
        return reading.GetAwaiter().GetResult();
    }

    private Exception Failed<T>(IAsyncEnumerable<T> list)
    {
        Task reading = list.ReadAllAsync();
        _run.RunTo(100);
        return reading.Exception!.InnerException!;
    }
}
