using System.Net;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class RunStatsWatchTests : PipelineTest
{
    private static readonly WatchOptions EveryTenSeconds = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(10)) };

    [Fact]
    public void A_run_is_watched_through_pauses_and_uploading_until_it_is_done()
    {
        RawObserver<string> observer = Watch(
            RunScript.Pending(Seconds(5)).Running(Seconds(20), results: 4).Paused(TimeSpan.FromHours(1)).Running(Seconds(20), results: 4)
                .Uploading(Seconds(30)).Succeeds(),
            new WatchOptions { Schedule = PollSchedule.Every(Seconds(600)) });
        Run();

        Assert.Equal(
            """
            0  subscribe
            0  next 0 of 8 tasks, 0%, 0 rows
            600  next 4 of 8 tasks, 50%, 4 rows
            4200  next 8 of 8 tasks, 100%, 8 rows, done
            4200  completed
            """,
            Transcript.ToString());
        Assert.Null(observer.Error);
    }

    [Fact]
    public void A_run_that_pauses_for_an_hour_is_polled_as_before()
    {
        Watch(RunScript.Running(Seconds(20)).Paused(TimeSpan.FromHours(1)).Running(Seconds(20)).Succeeds(), EveryTenSeconds);
        Run();

        // 0, 10, ... 3640: a poll each, and one more that asks how the run ended.
        Assert.Equal(365, Requests("runs/r/stats").Count());
        Assert.Equal(["3640  GET runs/r"], Requests().Where(line => line.EndsWith("GET runs/r", StringComparison.Ordinal)));
        Assert.Equal(0, Throttles);
    }

    [Theory]
    [InlineData("error", RunStatus.Error)]
    [InlineData("aborted", RunStatus.Aborted)]
    public void A_run_that_does_not_end_well_is_an_error_with_the_run(string status, RunStatus expected)
    {
        RunScriptBuilder beginning = RunScript.Running(Seconds(15), results: 3);
        RawObserver<string> observer = Watch(status == "error" ? beginning.Fails("No credit left.") : beginning.Aborts("No credit left."), EveryTenSeconds);
        Run();

        Assert.Equal("20  error RunFailedException", Transcript.Lines[^1]);
        Assert.EndsWith("3 rows, done", Transcript.Lines[^2], StringComparison.Ordinal);
        Run run = Assert.IsType<RunFailedException>(observer.Error).Run;
        Assert.Equal(("r", expected, status, 3, "No credit left."), (run.Id, run.Status, run.RawStatus, run.TotalResults, run.DoneReasonDescription));
        Assert.Contains("No credit left.", observer.Error.Message, StringComparison.Ordinal);
        Assert.Contains("'r'", observer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_details_lag_behind_its_stats_is_asked_again()
    {
        RawObserver<string> observer = Watch(RunScript.Fails(), EveryTenSeconds);
        Simulator.Faults.OnRequest(1, Fault.Body("""{"id":"r","status":"uploading","is_done":false}"""), request => request.Path == "runs/r");
        Run();

        Assert.IsType<RunFailedException>(observer.Error);
        Assert.Equal(["0  GET runs/r/stats", "0  GET runs/r", "10  GET runs/r"], Requests());
    }

    [Fact]
    public void A_run_that_is_called_done_while_it_exports_is_polled_itself_until_it_has_ended()
    {
        using ClientRun run = new();
        run.Service
            .Answers(200, """{"id":"r","percent_done":"40%","is_done":false}""")
            .Answers(200, """{"id":"r","percent_done":"50%","is_done":true}""")
            .Answers(200, """{"id":"r","status":"uploading","is_done":true,"done_reason":"aborted"}""").Times(2)
            .Answers(200, """{"id":"r","status":"aborted","is_done":true,"done_reason":"aborted"}""");
        Exception? error = null;
        using IDisposable watch = run.Client.Runs.WatchStats("r")
            .Subscribe(stats => run.Transcript.Add($"{stats.PercentDone}%"), failure => run.Transcript.Add($"error {(error = failure).GetType().Name}"));

        run.RunTo(60);

        run.Says(
            """
            0  GET /v1/runs/r/stats
            0  40%
            5  GET /v1/runs/r/stats
            5  50%
            5  GET /v1/runs/r
            10  GET /v1/runs/r
            15  GET /v1/runs/r
            15  error RunFailedException
            """);
        Assert.Equal(RunStatus.Aborted, Assert.IsType<RunFailedException>(error).Run.Status);
    }

    [Fact]
    public void Whoever_waits_for_the_export_in_vain_learns_from_the_deadline_how_the_run_was_last_seen()
    {
        using ClientRun run = new();
        run.Service.Answers(200, """{"id":"r","is_done":true,"total_tasks":3,"total_tasks_done":2}""").Answers(200, """{"id":"r","status":"uploading","is_done":true}""").Forever();
        Exception? error = null;
        using IDisposable watch = run.Client.Runs.WatchStats("r", new WatchOptions { Timeout = Seconds(12) }).Subscribe(_ => { }, failure => error = failure);

        run.RunTo(60);

        var timeout = Assert.IsType<RunTimeoutException>(error);
        Assert.Equal((RunStatus.Uploading, 2), (timeout.LastRun!.Status, timeout.LastStats!.TasksDone));
        Assert.Contains("it was uploading, and 2 of 3 tasks were done", timeout.Message, StringComparison.Ordinal);
        Assert.Equal(12, timeout.Elapsed.TotalSeconds, precision: 3);
    }

    [Theory]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"task 3\"", "task 3")]
    public void Where_nothing_is_scraped_there_is_no_current_task(string json, string? expected)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"id":"r","object":"run","total_requests":null,"is_done":false,"current_task":{{json}},"results_done":3,"results_total":8.0}""");

        RunStats? stats = null;
        using IDisposable watch = run.Client.Runs.WatchStats("r").Subscribe(seen => stats = seen);
        run.RunTo(1);

        Assert.Equal((expected, 3, 8), (stats!.CurrentTask, stats.ResultsDone, stats.ResultsExpected));
    }

    [Fact]
    public void Equal_stats_are_said_once()
    {
        Watch(RunScript.Pending(Seconds(100)).Succeeds(), EveryTenSeconds);
        RunTo(95);

        Assert.Equal(2, Transcript.Lines.Count);
        Assert.Equal(10, Simulator.RequestCount);
    }

    [Fact]
    public void A_run_that_does_not_end_in_time_is_a_timeout_with_its_last_stats()
    {
        RawObserver<string> observer = Watch(RunScript.Running(Seconds(1000), results: 1000).Succeeds(), EveryTenSeconds with { Timeout = Seconds(35) });
        Run();

        Assert.Equal("35  error RunTimeoutException", Transcript.Lines[^1]);
        var timeout = Assert.IsType<RunTimeoutException>(observer.Error);
        Assert.Equal(("r", Seconds(35), 35), (timeout.RunId, timeout.Elapsed, timeout.LastStats!.TasksDone));
        Assert.Null(timeout.InnerException);
        Assert.Contains("35 of 1000 tasks", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_done_at_the_deadline_is_done()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(1)) };
        RawObserver<string> observer = Watch(RunScript.Running(Seconds(35)).Succeeds(), EveryTenSeconds with { Timeout = Seconds(35) });
        Run();

        // The last poll is made at the deadline, and how the run ended is asked a second later.
        Assert.Equal("37  completed", Transcript.Lines[^1]);
        Assert.Null(observer.Error);
    }

    [Fact]
    public void Whoever_says_that_a_run_is_done_and_never_how_is_waited_for_no_longer_than_the_timeout()
    {
        RawObserver<string> observer = Watch(RunScript.Running(Seconds(45)).Succeeds(), EveryTenSeconds with { Timeout = Seconds(100) });
        Simulator.Faults.Always(Fault.Body("""{"id":"r","status":"uploading","is_done":false}"""), request => request.Path == "runs/r");
        Run();

        var timeout = Assert.IsType<RunTimeoutException>(observer.Error);
        Assert.Equal("100  error RunTimeoutException", Transcript.Lines[^1]);
        Assert.Equal(Seconds(100), timeout.Elapsed);
        Assert.True(timeout.LastStats!.IsDone);
    }

    [Fact]
    public void A_run_that_nobody_knows_is_a_404()
    {
        RawObserver<RunStats> observer = Subscribe(Client.Runs.WatchStats("none"));
        Run();

        Assert.Equal(HttpStatusCode.NotFound, Assert.IsType<LobstrApiException>(observer.Error).StatusCode);
        Assert.Contains("run 'none'", observer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_may_take_a_moment_to_be_known()
    {
        RawObserver<string> observer = Watch(RunScript.NotFound(Seconds(15)).Succeeds(), EveryTenSeconds with { NotFoundGrace = Seconds(30) });
        Run();

        Assert.Null(observer.Error);
        Assert.Equal("20  completed", Transcript.Lines[^1]);
    }

    [Fact]
    public void Faults_are_retried_as_the_options_say()
    {
        Simulator.Faults.OnRequest(2, Fault.ConnectionReset);
        Simulator.Faults.OnRequest(3, Fault.Status(HttpStatusCode.BadGateway));
        RawObserver<string> observer = Watch(RunScript.Running(Seconds(15)).Succeeds(), EveryTenSeconds with { Retry = new RetryPolicy { Jitter = () => 0.5 } });
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(["0", "10", "10.5", "11.5", "21.5", "21.5"], Requests().Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Dispose_ends_it_at_each_stage()
    {
        RawObserver<string> waiting = Watch(RunScript.Running(Seconds(100)).Succeeds(), EveryTenSeconds);
        RunTo(5);
        waiting.Dispose();
        Run();
        Assert.Equal(1, Simulator.RequestCount);

        Simulator.Faults.Always(Fault.Hang, request => request.Path == "runs/s");
        Simulator.AddRun("s", RunScript.Succeeds());
        RawObserver<RunStats> asking = Subscribe(Client.Runs.WatchStats("s"));
        RunTo(Now + 5);
        asking.Dispose();
        Run();
        Assert.Equal(RequestOutcome.Cancelled, Simulator.Requests[^1].Outcome);
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Fact]
    public void An_observer_that_throws_ends_it_and_surfaces_from_the_scheduler()
    {
        Simulator.AddRun("r", RunScript.Running(Seconds(100)).Succeeds());
        using IDisposable watch = Client.Runs.WatchStats("r").Subscribe(_ => throw new NotSupportedException("mine"));

        Assert.Equal("mine", Assert.Throws<NotSupportedException>(() => RunTo(10)).Message);
        Clock.Stop();
        RunTo(20);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void Two_watches_of_a_run_share_the_answers()
    {
        Watch(RunScript.Running(Seconds(95)).Succeeds(), EveryTenSeconds);
        RunTo(5);
        RawObserver<RunStats> second = Subscribe(Client.Runs.WatchStats("r", EveryTenSeconds), "second");
        Run();

        Assert.True(second.HasEnded);
        // From the second's first question on each answer restarts the delay of both: 0, 5, 15, ... 95.
        Assert.Equal(11, Requests("runs/r/stats").Count());
    }

    [Fact]
    public void Details_and_stats_can_be_asked_once()
    {
        Simulator.AddRun("r", RunScript.Pending(Seconds(5)).Running(Seconds(50.1833), results: 125).Succeeds());
        RunTo(30);
        RunStats stats = Ended(Client.Runs.GetStatsAsync("r"));
        Assert.Equal(49, stats.PercentDone);
        Assert.Equal(Seconds(25.1833), stats.Eta);
        Assert.Equal((125, 62, 63, 62, 62, 125), (stats.TotalTasks, stats.TasksDone, stats.TasksLeft, stats.TotalResults, stats.ResultsDone, stats.ResultsExpected));
        Assert.Equal("task 63", stats.CurrentTask);
        Assert.Equal(Seconds(25), stats.Duration);
        RunTo(60);
        Run run = Ended(Client.Runs.GetAsync("r"));
        Assert.Equal((RunStatus.Done, true, true, 12.5, 125, 125, "tasks_done"), (run.Status, run.IsDone, run.ExportDone, run.CreditUsed, run.TotalResults, run.TotalUniqueResults, run.DoneReason));
        Assert.Equal(Seconds(50.1833), run.Duration);
        Assert.Equal(Seconds(50.1833), run.EndedAt - run.StartedAt);
        Assert.Equal(TimeSpan.Zero, run.EndedAt!.Value.Offset);
        Assert.Equal(Seconds(5), run.StartedAt - run.CreatedAt);
    }

    private RawObserver<string> Watch(RunScript script, WatchOptions options)
    {
        Simulator.AddRun("r", script);
        return Subscribe(Client.Runs.WatchStats("r", options).Select(stats =>
            $"{stats.TasksDone} of {stats.TotalTasks} tasks, {stats.PercentDone}%, {stats.TotalResults} rows{(stats.IsDone ? ", done" : "")}").DistinctUntilChanged());
    }
}
