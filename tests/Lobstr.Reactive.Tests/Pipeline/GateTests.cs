using System.Reactive.Linq;
using System.Reactive.Subjects;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class GateTests : PipelineTest
{
    [Fact]
    public void No_run_is_started_before_success()
    {
        Simulator.ScriptNextUpload(UploadScript.Pending(Seconds(30)).Progress(Seconds(30)).Succeeds());
        RawObserver<Run> observer = Subscribe(Gate());
        RunTo(59.9);
        Assert.Empty(Simulator.Runs);

        RunTo(60);
        StartedRun run = Assert.Single(Simulator.Runs);
        Assert.Equal((2, 0), (run.Tasks, run.MissedTasks));
        Assert.Equal(run.Id, observer.Values[0].Id);
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("unknown")]
    [InlineData("refused")]
    [InlineData("timeout")]
    public void None_is_started_without_it(string end)
    {
        Simulator.ScriptNextUpload(end switch
        {
            "failure" => UploadScript.Progress(Seconds(5)).Fails(),
            "unknown" => UploadScript.Pending(Seconds(5)).Vanishes(),
            "refused" => UploadScript.Pending(Seconds(5)).Succeeds(),
            _ => UploadScript.StaysPending(),
        });
        if (end == "refused")
            Simulator.Faults.Always(Fault.Status(System.Net.HttpStatusCode.Forbidden), request => request.Method == HttpMethod.Get);
        RawObserver<Run> observer = Subscribe(Gate(new WatchOptions { Timeout = Seconds(3600) }));
        Run();

        Assert.Equal(
            end switch
            {
                "failure" => typeof(UploadFailedException),
                "unknown" => typeof(UploadNotFoundException),
                "refused" => typeof(LobstrAuthenticationException),
                _ => typeof(UploadTimeoutException),
            },
            observer.Error!.GetType());
        Assert.Empty(Simulator.Runs);
        Assert.Empty(Requests("runs"));
    }

    [Fact]
    public void A_run_that_does_not_wait_for_success_misses_tasks()
    {
        // What the gate is for.
        Ended(Client.Uploads.SendAsync(Squid, Csv()));
        Ended(Client.Runs.StartAsync(Squid));

        Assert.Equal((0, 2), (Simulator.Runs[0].Tasks, Simulator.Runs[0].MissedTasks));
    }

    [Fact]
    public void The_success_comes_through_alone_and_ends_the_source()
    {
        using var source = new Subject<UploadStatus>();
        RawObserver<UploadStatus> observer = Subscribe(source.WhenSucceeded());

        source.OnNext(StatusOf(UploadState.Pending));
        source.OnNext(StatusOf(UploadState.Unknown));
        source.OnNext(StatusOf(UploadState.Success));

        Assert.False(source.HasObservers);
        Assert.Equal(["0  subscribe", "0  next SUCCESS", "0  completed"], Transcript.Lines);
        Assert.Single(observer.Values);
    }

    [Fact]
    public void A_source_that_ends_without_it_is_an_error()
    {
        RawObserver<UploadStatus> observer = Subscribe(new[] { StatusOf(UploadState.Failure) }.ToObservable().WhenSucceeded());

        Assert.Contains("not safe to start the run", Assert.IsType<InvalidOperationException>(observer.Error).Message, StringComparison.Ordinal);
        Assert.Empty(observer.Values);
    }

    [Fact]
    public void Dispose_goes_through_to_the_source()
    {
        using var source = new Subject<UploadStatus>();
        RawObserver<UploadStatus> observer = Subscribe(source.WhenSucceeded());
        observer.Dispose();

        Assert.False(source.HasObservers);
        Assert.Throws<ArgumentNullException>(() => UploadStatusExtensions.WhenSucceeded(null!));
    }

    private static UploadStatus StatusOf(UploadState state) =>
        new() { Id = "u", State = state, RawState = state.ToString().ToUpperInvariant() };

    private IObservable<Run> Gate(WatchOptions? options = null) =>
        Client.Uploads.SendAndWatch(Squid, Csv(), options).WhenSucceeded().SelectMany(_ => Client.Runs.Start(Squid));
}
