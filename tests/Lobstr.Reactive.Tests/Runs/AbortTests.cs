using System.Net;
using System.Net.Sockets;

namespace Lobstr.Reactive.Tests;

public sealed class AbortTests : IDisposable
{
    private readonly ClientRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_run_is_given_back_as_the_service_leaves_it()
    {
        _run.Service.Answers(200, """{"id":"r","object":"run","is_done":true,"status":"uploading","done_reason":"aborted","ended_at":"2026-03-01T12:00:00","export_done":null,"duration":12.5}""");

        Run run = Aborted();

        Assert.Equal((RunStatus.Uploading, true, false, "aborted", null), (run.Status, run.IsDone, run.IsFinal, run.DoneReason, run.ExportDone));
        Assert.Equal("0  POST /v1/runs/r/abort", _run.Transcript.ToString());
    }

    [Fact]
    public void There_is_no_body()
    {
        var service = new CannedHandler("""{"id":"r","status":"uploading"}""");
        using var http = new HttpClient(service) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = ClientRun.Key, Scheduler = _run.Scheduler });

        Task<Run> aborting = client.Runs.AbortAsync("r", TestContext.Current.CancellationToken);
        _run.RunTo(1);

        Assert.True(aborting.IsCompletedSuccessfully);
        Assert.Equal(["\n"], service.Bodies);
        Assert.Equal([0], service.Lengths);
    }

    [Fact]
    public void A_run_that_has_ended_is_refused_in_the_words_of_the_service()
    {
        _run.Service.Answers(404, """{"error":{"message":"Run not found or already completed","type":"not_found_error","param":"run_hash"}}""");

        var error = Assert.IsType<LobstrApiException>(Abort().Exception!.InnerException);

        Assert.Equal((HttpStatusCode.NotFound, "run_hash"), (error.StatusCode, error.Param));
        Assert.Contains("already completed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("may or may not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_sent_once_and_an_error_that_leaves_it_open_says_with_what_to_look()
    {
        _run.Service.Fails(new HttpRequestException("Gone.", new SocketException((int)SocketError.ConnectionReset)));

        Exception error = Abort().Exception!.InnerException!;

        Assert.Contains("The abort of run 'r' may or may not have been taken: look before you repeat it (Runs.GetAsync tells", error.Message, StringComparison.Ordinal);
        Assert.Single(_run.Service.Requests);
    }

    private Run Aborted() => Abort().GetAwaiter().GetResult();

    private Task<Run> Abort()
    {
        Task<Run> aborting = _run.Client.Runs.AbortAsync("r", TestContext.Current.CancellationToken);
        _run.RunTo(60);
        Assert.True(aborting.IsCompleted, "There should be an answer by now.");
        return aborting;
    }
}
