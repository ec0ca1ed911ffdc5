using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>From a CSV to results, as one stream.</summary>
public sealed class WholePipelineTests : PipelineTest
{
    [Fact]
    public void From_a_file_to_rows_is_one_expression()
    {
        RawObserver<string> observer = Subscribe(Go());
        Run();

        Assert.Equal(
            """
            0  subscribe
            0  next PENDING
            2  next PROGRESS
            8  next SUCCESS
            8  next run pending
            8  next 0% of the run
            13  next 47% of the run
            18  next 100% of the run
            23  next Result 1
            23  next Result 2
            23  completed
            """,
            Transcript.ToString());
        Assert.Empty(Transcript.Of("VIOLATION"));
        StartedRun run = Assert.Single(Simulator.Runs);
        Assert.Equal((2, 0), (run.Tasks, run.MissedTasks));
        Assert.Equal(2, observer.Values.Count(line => line.StartsWith("Result", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_run_that_pauses_for_an_hour_is_waited_for()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Simulator.ScriptNextRun(RunScript.Running(Seconds(10), results: 1).Paused(TimeSpan.FromHours(1)).Running(Seconds(10), results: 1).Succeeds());
        RawObserver<string> observer = Subscribe(Go());
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(["3620  next Result 1", "3620  next Result 2", "3620  completed"], Transcript.Lines.TakeLast(3));
        Assert.Equal(0, Throttles);
    }

    [Fact]
    public void A_failure_of_the_upload_ends_it_and_starts_nothing()
    {
        Simulator.ScriptNextUpload(UploadScript.Progress(Seconds(5)).Fails());
        RawObserver<string> observer = Subscribe(Go());
        Run();

        Assert.Equal(["0  subscribe", "0  next PROGRESS", "6  next FAILURE", "6  error UploadFailedException"], Transcript.Lines);
        Assert.IsType<UploadFailedException>(observer.Error);
        Assert.Empty(Simulator.Runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_of_the_run_ends_it_and_reads_nothing(bool fails)
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        RunScriptBuilder beginning = RunScript.Running(Seconds(5), results: 1);
        Simulator.ScriptNextRun(fails ? beginning.Fails() : beginning.Aborts());
        RawObserver<string> observer = Subscribe(Go());
        Run();

        Assert.Equal("5  error RunFailedException", Transcript.Lines[^1]);
        Assert.Equal(Simulator.Runs[0].Id, Assert.IsType<RunFailedException>(observer.Error).Run.Id);
        Assert.Empty(Requests("results"));
    }

    [Fact]
    public void A_run_that_is_active_already_ends_it()
    {
        Ended(Client.Runs.StartAsync(Squid));
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        RawObserver<string> observer = Subscribe(Go());
        Run();

        Assert.Equal(HttpStatusCode.BadRequest, Assert.IsType<LobstrApiException>(observer.Error).StatusCode);
        Assert.Single(Simulator.Runs);
    }

    [Fact]
    public void A_timeout_of_a_stage_ends_it()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Simulator.ScriptNextRun(RunScript.StaysPending());
        RawObserver<string> observer = Subscribe(Go(new WatchOptions { Timeout = Seconds(60) }));
        Run();

        Assert.Equal("60  error RunTimeoutException", Transcript.Lines[^1]);
        Assert.IsType<RunTimeoutException>(observer.Error);
    }

    // The upload is sent until 3.2 and polled until 12.2, the run started until 12.4 and polled until 23.2; then come the rows.
    [Theory]
#if !NETSTANDARD_LIBRARY // No token reaches what is sent there.
    [InlineData(1.5, "POST tasks/upload", "sending")]
#endif
    [InlineData(4, null, "between two polls of the upload")]
    [InlineData(5.5, "GET tasks/upload/", "in a poll of the upload")]
    [InlineData(12.3, "POST runs", "starting the run")]
    [InlineData(13, null, "between two polls of the run")]
    [InlineData(17.7, "GET runs/", "in a poll of the run")]
    [InlineData(23.1, "GET runs/", "asking how the run ended")]
    [InlineData(23.3, "GET results", "asking for rows")]
    public void Dispose_in_each_stage_ends_everything(double seconds, string? underWay, string stage)
    {
        Options = Options with { Latency = Latency.Constant(Seconds(0.2)) };
        Simulator.ScriptNextUpload(UploadScript.Pending(Seconds(4)).Progress(Seconds(4)).Succeeds());
        Simulator.ScriptNextRun(RunScript.Running(Seconds(10), results: 250).Succeeds());
        var stream = new ScriptedStream(Clock, pieces: 3) { PieceTime = Seconds(1) };
        RawObserver<string> observer = Subscribe(Go(file: TaskFile.FromStream(() => stream, "tasks.csv")));
        At(seconds, observer.Dispose);
        Run();

        string transcript = string.Join('\n', [stage, .. Simulator.Requests.Select(request => request.ToString())]);
        SimulatedRequest last = Simulator.Requests[^1];
        Assert.True(underWay is null == last.StatusCode is not null, transcript);
        if (underWay is not null)
            Assert.True($"{last.Method} {last.Path}".StartsWith(underWay, StringComparison.Ordinal) && last.Outcome is RequestOutcome.Cancelled, transcript);
        Assert.False(observer.HasEnded);
        Assert.True(stream.IsClosed);
        Assert.Equal(seconds, Now);
        Assert.Empty(Transcript.Of("VIOLATION"));
    }

    [Theory]
    [InlineData("Result 1", 1)]
    [InlineData("Result 100", 1)]
    [InlineData("Result 101", 2)]
    public void Dispose_among_the_rows_ends_everything(string row, int pages)
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Simulator.ScriptNextRun(RunScript.Succeeds(results: 250));
        RawObserver<string>? observer = null;
        observer = new RawObserver<string>(Transcript)
        {
            WhenNext = line =>
            {
                if (line == row)
                    observer!.Dispose();
            },
        };
        observer.SubscribeTo(Go());
        Run();

        Assert.Equal(row, observer.Values[^1]);
        Assert.Equal(pages, Requests("results").Count());
        Assert.Empty(Transcript.Of("VIOLATION"));
    }

    [Fact]
    public void A_disposed_client_ends_it_in_each_stage()
    {
        Simulator.ScriptNextUpload(UploadScript.Succeeds());
        Simulator.ScriptNextRun(RunScript.Running(Seconds(100)).Succeeds());
        RawObserver<string> observer = Subscribe(Go());
        RunTo(50);
        long requests = Simulator.RequestCount;
        Client.Dispose();
        Run();

        Assert.IsType<ObjectDisposedException>(observer.Error);
        Assert.Equal(requests, Simulator.RequestCount);
    }

    [Fact]
    public void It_goes_through_whatever_the_network_does()
    {
        // Each third request finds trouble, but none that could have been taken twice.
        int number = 0;
        Simulator.Faults.Always(Fault.ConnectionRefused, _ => ++number % 3 == 0);
        Simulator.ScriptNextRun(RunScript.Running(Seconds(30), results: 250).Succeeds());
        RawObserver<string> observer = Subscribe(Go());
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(250, observer.Values.Count(line => line.StartsWith("Result", StringComparison.Ordinal)));
        Assert.Single(Simulator.Uploads);
        Assert.Single(Simulator.Runs);
    }

    [Fact]
    public void It_is_cold_and_can_be_subscribed_to_again()
    {
        IObservable<string> road = Go();
        Subscribe(road, "first");
        Run();
        Subscribe(road, "second");
        Run();

        Assert.Equal(2, Simulator.Uploads.Count);
        Assert.Equal(2, Simulator.Runs.Count);
        Assert.Equal(2, Transcript.Of("completed").Count());
    }

    [Fact]
    public void It_stays_in_virtual_time_whatever_context_is_current()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(0.2)) };
        var context = new HostileSynchronizationContext();
        context.Run(() =>
        {
            Subscribe(Go());
            Run();
        });

        Assert.EndsWith("completed", Transcript.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(0, context.Posts);
    }

    private IObservable<string> Go(WatchOptions? options = null, TaskFile? file = null) => Road.Go(Client, Squid, file ?? Csv(), options);
}
