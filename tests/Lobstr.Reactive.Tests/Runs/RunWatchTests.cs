using System.Net;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What the service documents of a run's end, answer by answer.</summary>
public sealed class RunWatchTests : IDisposable
{
    private readonly ClientRun _run = new();
    private readonly RawObserver<Run> _observer;

    public RunWatchTests() => _observer = new RawObserver<Run>(new Transcript(_run.Scheduler)) { WhenNext = Note, WhenError = error => _run.Transcript.Add($"error {error.GetType().Name}"), WhenCompleted = () => _run.Transcript.Add("completed") };

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_run_is_watched_every_five_seconds_through_a_pause_and_its_reason_until_it_is_done()
    {
        Answers("""{"id":"r","status":"pending","is_done":false}""");
        Answers("""{"id":"r","status":"running","is_done":false,"total_results":3}""").Times(2);
        Answers("""{"id":"r","status":"paused","is_done":false,"total_results":3,"done_reason":"no_account_available"}""").Times(2);
        Answers("""{"id":"r","status":"uploading","is_done":true,"total_results":8}""");
        Answers("""{"id":"r","status":"done","is_done":true,"total_results":8,"done_reason":"tasks_done","export_done":true}""");

        Watch(to: 60);

        _run.Says(
            """
            0  GET /v1/runs/r
            0  Pending, 0 rows
            5  GET /v1/runs/r
            5  Running, 3 rows
            10  GET /v1/runs/r
            15  GET /v1/runs/r
            15  Paused (no_account_available), 3 rows
            20  GET /v1/runs/r
            25  GET /v1/runs/r
            25  Uploading, 8 rows
            30  GET /v1/runs/r
            30  Done (tasks_done), 8 rows
            30  completed
            """);
        Assert.False(_observer.Values[^1].WasCutShort);
    }

    [Fact]
    public void A_run_that_somebody_aborts_is_no_success_though_it_is_called_done_while_it_exports()
    {
        Answers("""{"id":"r","status":"uploading","is_done":true,"done_reason":"aborted","export_done":null}""").Times(2);
        Answers("""{"id":"r","status":"aborted","is_done":true,"done_reason":"aborted","export_done":true}""");

        Watch(to: 60);

        _run.Says(
            """
            0  GET /v1/runs/r
            0  Uploading (aborted), 0 rows
            5  GET /v1/runs/r
            10  GET /v1/runs/r
            10  Aborted (aborted), 0 rows
            10  error RunFailedException
            """);
        Assert.Equal(_observer.Values[^1], Assert.IsType<RunFailedException>(_observer.Error).Run);
        Assert.Contains("was aborted", _observer.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"r","is_done":true}""", null)]
    [InlineData("""{"id":"r","status":"archived","is_done":true}""", null)]
    [InlineData("""{"id":"r","status":"","is_done":true}""", null)]
    [InlineData("""{"id":"r","is_done":true,"done_reason":"aborted"}""", "was aborted")]
    [InlineData("""{"id":"r","status":"archived","is_done":true,"done_reason":"ABORTED"}""", "was aborted")]
    [InlineData("""{"id":"r","status":"done","is_done":false}""", null)]
    [InlineData("""{"id":"r","status":"error","is_done":false}""", "ended in an error")]
    [InlineData("""{"id":"r","status":"ABORTED"}""", "was aborted")]
    public void A_status_that_is_known_decides_and_only_without_one_what_is_called_done(string body, string? failure)
    {
        Answers(body);

        Watch(to: 4);

        Assert.True(_observer.HasEnded);
        Assert.Equal(failure is null, _observer.Error is null);
        if (failure is not null)
            Assert.Contains(failure, Assert.IsType<RunFailedException>(_observer.Error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"r","status":"running","is_done":true}""")]
    [InlineData("""{"id":"r","status":"paused","is_done":true}""")]
    [InlineData("""{"id":"r","status":"thinking","is_done":false}""")]
    public void Nothing_else_ends_it(string body)
    {
        Answers(body).Forever();

        Watch(to: 100);

        Assert.False(_observer.HasEnded);
        Assert.Single(_observer.Values);
        Assert.Equal(21, _run.Service.Requests.Count);
    }

    [Theory]
    [InlineData("done", "tasks_done", false)]
    [InlineData("done", "emails_verified", false)]
    [InlineData("done", "export_fix", false)]
    [InlineData("done", "Tasks_Done", false)]
    [InlineData("done", null, false)]
    [InlineData("done", "", false)]
    [InlineData("done", "no_credits_left", true)]
    [InlineData("done", "no_accounts", true)]
    [InlineData("done", "something_new", true)]
    [InlineData("paused", "no_account_available", false)]
    [InlineData("aborted", "aborted", false)]
    [InlineData("error", "no_accounts", false)]
    public void A_run_that_ended_before_all_was_done_says_so(string status, string? reason, bool wasCutShort)
    {
        Answers($$"""{"id":"r","status":"{{status}}","done_reason":{{(reason is null ? "null" : $"\"{reason}\"")}}}""");

        Watch(to: 4);

        Assert.Equal(wasCutShort, _observer.Values[0].WasCutShort);
        Assert.Equal(reason is "" ? null : reason, _observer.Values[0].DoneReason);
    }

    [Fact]
    public void A_reason_that_is_empty_is_none()
    {
        var run = new Run { Id = "r", Status = RunStatus.Done, DoneReason = "" };

        Assert.False(run.WasCutShort);
        Assert.DoesNotContain("()", new RunTimeoutException("r", run, lastStats: null, TimeSpan.FromSeconds(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deadline_tells_how_the_run_was_last_seen()
    {
        Answers("""{"id":"r","status":"paused","is_done":false,"done_reason":"request_failed"}""").Forever();

        Watch(to: 60, new WatchOptions { Timeout = TimeSpan.FromSeconds(12) });

        var timeout = Assert.IsType<RunTimeoutException>(_observer.Error);
        Assert.Equal(("r", _observer.Values[0], null), (timeout.RunId, timeout.LastRun, timeout.LastStats));
        Assert.Equal(12, timeout.Elapsed.TotalSeconds, precision: 3);
        Assert.Equal("The run 'r' had not ended after 12 s: it was paused (request_failed).", timeout.Message);
        Assert.Equal([0, 5, 10, 12], _run.Transcript.InstantsOf("GET"));
    }

    [Fact]
    public void A_run_that_nobody_knows_is_a_404_in_the_words_of_the_service()
    {
        _run.Service.Answers(404, """{"error":{"message":"Run not found","type":"not_found_error","param":"run_hash"}}""");

        Watch(to: 60);

        var error = Assert.IsType<LobstrApiException>(_observer.Error);
        Assert.Equal((HttpStatusCode.NotFound, "not_found_error", "run_hash"), (error.StatusCode, error.ErrorType, error.Param));
        Assert.Contains("run 'r'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_about_another_run_is_never_believed()
    {
        Answers("""{"id":"s","status":"done","is_done":true}""");
        Answers("""{"id":"R","status":"running","is_done":false}""");
        Answers("""{"id":"r","status":"done","is_done":true}""");

        Watch(to: 60);

        Assert.Equal([RunStatus.Running, RunStatus.Done], _observer.Values.Select(run => run.Status));
        Assert.Null(_observer.Error);
    }

    [Fact]
    public void Two_watches_of_a_run_share_the_answers()
    {
        Answers("""{"id":"r","status":"running","is_done":false}""").Times(4);
        Answers("""{"id":"r","status":"done","is_done":true}""");
        var second = new RawObserver<Run>(new Transcript(_run.Scheduler));
        _run.At(7, () => second.SubscribeTo(_run.Client.Runs.Watch("r")));

        Watch(to: 60);

        Assert.Equal([0, 5, 7, 12, 17], _run.Transcript.InstantsOf("GET"));
        Assert.Equal([RunStatus.Running, RunStatus.Done], second.Values.Select(run => run.Status));
    }

    [Fact]
    public void A_run_is_read_whole()
    {
        Answers("""
            {"id":"r","object":"run","squid":"s1","is_done":true,"status":"done","started_at":"2026-03-01T12:00:01","ended_at":"2026-03-01T12:00:51.183300",
            "duration":"0:00:50.183300","credit_used":12.5,"origin":"schedule","total_results":125.0,"total_unique_results":120,"next_launch_at":null,
            "force_launch":false,"export_done":true,"export_count":1,"export_time":"2026-03-01T12:00:54Z","email_done":null,"email_time":null,
            "created_at":"2026-03-01T12:00:00","done_reason":"no_credits_left","done_reason_desc":"No credits left"}
            """);

        Watch(to: 4);

        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            new Run
            {
                Id = "r",
                SquidId = "s1",
                Status = RunStatus.Done,
                RawStatus = "done",
                IsDone = true,
                ExportDone = true,
                CreatedAt = noon,
                StartedAt = noon.AddSeconds(1),
                EndedAt = noon.AddSeconds(51.1833),
                ExportedAt = noon.AddSeconds(54),
                Duration = TimeSpan.FromSeconds(50.1833),
                CreditUsed = 12.5,
                TotalResults = 125,
                TotalUniqueResults = 120,
                Origin = "schedule",
                DoneReason = "no_credits_left",
                DoneReasonDescription = "No credits left",
            },
            _observer.Values[0]);
        Assert.True(_observer.Values[0] is { IsFinal: true, WasCutShort: true });
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    [InlineData("\"soon\"", null)]
    public void Whether_it_is_exported_may_not_be_known(string json, bool? expected)
    {
        Answers($$"""{"id":"r","status":"done","export_done":{{json}}}""");

        Watch(to: 4);

        Assert.Equal(expected, _observer.Values[0].ExportDone);
    }

    private StubHandler Answers(string body) => _run.Service.Answers(200, body);

    private void Watch(double to, WatchOptions? options = null)
    {
        _observer.SubscribeTo(_run.Client.Runs.Watch("r", options));
        _run.RunTo(to);
    }

    private void Note(Run run) =>
        _run.Transcript.Add($"{run.Status}{(run.DoneReason is null ? "" : $" ({run.DoneReason})")}, {run.TotalResults} rows");
}
