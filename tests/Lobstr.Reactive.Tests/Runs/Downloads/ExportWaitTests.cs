using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A download waits for the end of the run and then for its file, which follows seconds later.</summary>
public sealed class ExportWaitTests : IDisposable
{
    private const string Done = """{"id":"r","status":"done","is_done":true,"done_reason":"tasks_done"}""";
    private const string NotReady = """{"error":{"message":"Run not found or export not ready","type":"not_found_error","param":"run_hash"}}""";
    private const string Link = """{"s3":"https://files.example/r.csv"}""";

    private readonly ClientRun _run = new();
    private readonly MemoryStream _file = new();

    public void Dispose()
    {
        _run.Dispose();
        _file.Dispose();
    }

    [Fact]
    public void It_waits_for_the_end_of_the_run_and_then_for_the_file()
    {
        _run.Service
            .Answers(200, """{"id":"r","status":"running","is_done":false}""")
            .Answers(200, """{"id":"r","status":"uploading","is_done":true}""")
            .Answers(200, Done)
            .Answers(404, NotReady).Times(2)
            .Answers(200, Link)
            .Answers(200, "url\n1\n");

        Task download = Download();
        _run.RunTo(60);

        Assert.True(download.IsCompletedSuccessfully);
        Assert.Equal("url\n1\n", Encoding.ASCII.GetString(_file.ToArray()));
        _run.Says(
            """
            0  GET /v1/runs/r
            5  GET /v1/runs/r
            10  GET /v1/runs/r
            10  GET /v1/runs/r/download
            13  GET /v1/runs/r/download
            16  GET /v1/runs/r/download
            16  GET /r.csv
            """);
    }

    [Fact]
    public void A_run_that_nobody_knows_is_an_error_at_once()
    {
        _run.Service.Answers(404, """{"error":{"message":"Run not found","type":"not_found_error","param":"run_hash"}}""");

        Task download = Download();
        _run.RunTo(1);

        var error = Assert.IsType<LobstrApiException>(download.Exception!.InnerException);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Contains("run 'r'", error.Message, StringComparison.Ordinal);
        Assert.Single(_run.Service.Requests);
    }

    [Fact]
    public void What_an_aborted_run_had_found_can_be_downloaded()
    {
        _run.Service
            .Answers(200, """{"id":"r","status":"uploading","is_done":true,"done_reason":"aborted"}""")
            .Answers(200, """{"id":"r","status":"aborted","is_done":true,"done_reason":"aborted"}""")
            .Answers(404, NotReady)
            .Answers(200, Link)
            .Answers(200, "url\n1\n");

        Task download = Download();
        _run.RunTo(60);

        Assert.True(download.IsCompletedSuccessfully);
        Assert.Equal([0, 5, 5, 8, 8], _run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData(404, NotReady, typeof(RunFailedException))]
    [InlineData(403, "", typeof(LobstrAuthenticationException))]
    public void Of_a_run_that_ended_in_error_there_is_a_file_or_there_is_none(int statusCode, string body, Type expected)
    {
        const string Failed = """{"id":"r","status":"error","is_done":true,"done_reason":"no_accounts"}""";
        _run.Service.Answers(200, Failed).Answers(statusCode, body);

        Task download = Download();
        _run.RunTo(1);

        Assert.IsType(expected, download.Exception!.InnerException);
        if (download.Exception.InnerException is RunFailedException failure)
            Assert.Equal("no_accounts", failure.Run.DoneReason);
        Assert.Equal(2, _run.Service.Requests.Count);

        _run.Service.Answers(200, Failed).Answers(200, Link).Answers(200, "url\n");
        Task second = Download();
        _run.RunTo(2);
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_file_of_a_run_in_error_that_is_announced_is_waited_for()
    {
        _run.Service
            .Answers(200, """{"id":"r","status":"error","is_done":true,"export_done":true}""")
            .Answers(404, NotReady)
            .Answers(200, Link)
            .Answers(200, "url\n");

        Task download = Download();
        _run.RunTo(10);

        Assert.True(download.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_file_that_does_not_come_is_given_up_after_the_export_timeout_and_no_sooner()
    {
        using ClientRun run = new(options => options with { ExportTimeout = TimeSpan.FromSeconds(10) });
        run.Service.Answers(200, Done).Answers(404, NotReady).Forever();

        Task download = run.Client.Runs.DownloadAsync("r", _file, TestContext.Current.CancellationToken);
        run.RunTo(9.999);
        Assert.False(download.IsCompleted);
        run.RunTo(60);

        var timeout = Assert.IsType<RunTimeoutException>(download.Exception!.InnerException);
        Assert.Equal(("r", RunStatus.Done, null), (timeout.RunId, timeout.LastRun!.Status, timeout.LastStats));
        Assert.Equal(10, timeout.Elapsed.TotalSeconds, precision: 3);
        Assert.Contains("had not been exported after 10 s", timeout.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, Assert.IsType<LobstrApiException>(timeout.InnerException).StatusCode);
        Assert.Equal([0, 0, 3, 6, 9, 10], run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void Five_minutes_are_the_default_counted_from_the_end_of_the_run()
    {
        _run.Service
            .Answers(200, """{"id":"r","status":"paused","is_done":false}""").Times(200)
            .Answers(200, Done)
            .Answers(404, NotReady).Forever();

        Task download = Download();
        _run.RunTo(1299.999);
        Assert.False(download.IsCompleted);
        _run.RunTo(1300.001);

        Assert.IsType<RunTimeoutException>(download.Exception!.InnerException);
    }

    [Fact]
    public void Faults_on_the_way_are_retried_as_the_options_of_the_client_say()
    {
        using ClientRun run = new(options => options with { Retry = new RetryPolicy { MaxRetries = 1, BaseDelay = TimeSpan.FromSeconds(2), Jitter = () => 0.5 } });
        run.Service
            .Answers(502, "").Answers(200, Done)
            .Answers(404, NotReady).Answers(502, "").Answers(404, NotReady).Answers(503, "").Answers(200, Link)
            .Answers(200, "url\n");

        Task download = run.Client.Runs.DownloadAsync("r", _file, TestContext.Current.CancellationToken);
        run.RunTo(60);

        // A 404 is no good answer: it does not make the count of faults begin anew.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<LobstrApiException>(download.Exception!.InnerException).StatusCode);
        Assert.Equal([0, 1, 1, 4, 5, 8], run.Transcript.InstantsOf("GET"));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(12, false)]
    [InlineData(12, true)]
    public void The_wait_ends_with_its_token_and_with_its_client(double seconds, bool isDisposed)
    {
        _run.Service.Answers(200, """{"id":"r","status":"running","is_done":false}""").Times(2).Answers(200, Done).Answers(404, NotReady).Forever();
        using var cancellation = new CancellationTokenSource();
        Task download = _run.Client.Runs.DownloadAsync("r", _file, cancellation.Token);
        _run.RunTo(seconds);
        int requests = _run.Service.Requests.Count;

        if (isDisposed)
            _run.Client.Dispose();
        else
            cancellation.Cancel();
        _run.RunTo(100);

        Assert.Equal(!isDisposed, download.IsCanceled);
        if (isDisposed)
            Assert.IsType<ObjectDisposedException>(download.Exception!.InnerException);
        Assert.Equal(requests, _run.Service.Requests.Count);
    }

    [Fact]
    public void It_stays_in_virtual_time_whatever_context_is_current()
    {
        _run.Service.Answers(200, """{"id":"r","status":"running","is_done":false}""", after: 1).Answers(200, Done, after: 1).Answers(404, NotReady, after: 1)
            .Answers(200, Link, after: 1).Answers(200, "url\n", after: 1);
        var context = new HostileSynchronizationContext();

        context.Run(() =>
        {
            Task download = Download();
            _run.RunTo(60);
            Assert.True(download.IsCompletedSuccessfully, "Somebody has left virtual time.");
        });

        Assert.Equal(0, context.Posts);
    }

    private Task Download() => _run.Client.Runs.DownloadAsync("r", _file, TestContext.Current.CancellationToken);
}
