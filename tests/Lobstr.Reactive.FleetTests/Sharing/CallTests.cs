using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary><c>GetStatusAsync</c> beside watches of the same upload: it gives, and takes nothing that is older than itself.</summary>
public class CallTests
{
    private const string Id = "shared";

    [Fact]
    public void Its_answer_serves_the_watches_and_restarts_their_delay()
    {
        using FleetRun run = New(Latency.Constant(TimeSpan.FromSeconds(0.5)));
        run.Watch(Id, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(10)) });
        run.Watch(Id, new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(10)) });
        run.At(7, () => _ = Ask(run));
        run.RunTo(18);

        Assert.Equal([0, 7, 17.5], run.Sent);
        Assert.All(run.Watches, watch => Assert.Equal([0.5, 7.5], watch.Statuses.Select(status => status.At)));
    }

    [Fact]
    public void It_never_joins_a_request_that_began_before_it()
    {
        using FleetRun run = New(Latency.Constant(TimeSpan.FromSeconds(4)));
        Task<UploadStatus>? call = null;
        run.Watch(Id);
        run.At(1, () => call = Ask(run));
        run.RunTo(4.5);
        bool wasAnsweredByTheWatch = call!.IsCompleted;
        run.RunTo(5);

        Assert.False(wasAnsweredByTheWatch);
        Assert.Equal([0.0, 1], run.Sent);
        Assert.True(call.IsCompletedSuccessfully);
    }

    [Fact]
    public void Two_of_them_are_two_requests()
    {
        using FleetRun run = New(Latency.Constant(TimeSpan.FromSeconds(4)));
        Task<UploadStatus>[] calls = [Ask(run), Ask(run)];
        run.RunTo(5);

        Assert.Equal(2, run.Sent.Count);
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public void Its_SUCCESS_ends_the_watches_and_cancels_their_request()
    {
        using FleetRun run = new(new() { Latency = Latency.Create(request => TimeSpan.FromSeconds(request.Number == 1 ? 20 : 1)) });
        WatchRecord watch = run.Watch(Id, UploadScript.Succeeds());
        run.At(2, () => _ = Ask(run));
        run.RunTo(60);

        Assert.Equal(3.0, watch.CompletedAt);
        Assert.Equal(RequestOutcome.Cancelled, run.Service.Requests[0].Outcome);
        Assert.Equal(2, run.Sent.Count);
    }

    [Fact]
    public void Its_fault_is_its_own()
    {
        using FleetRun run = New(Latency.Constant(TimeSpan.FromSeconds(0.5)));
        run.Watch(Id);
        Task<UploadStatus>? call = null;
        run.At(1, () =>
        {
            run.Service.Faults.OnRequest(1, Fault.ConnectionReset);
            call = Ask(run);
        });
        run.RunTo(10);

        Assert.IsType<HttpRequestException>(call!.Exception!.InnerException);
        Assert.Null(run.Watches[0].Error);
        Assert.Equal([0, 1, 2.5, 5, 7.5, 10], run.Sent);
    }

    private static Task<UploadStatus> Ask(FleetRun run) => run.Client.Uploads.GetStatusAsync(Id, CancellationToken.None);

    private static FleetRun New(Latency latency)
    {
        FleetRun run = new(new() { Latency = latency });
        run.Service.AddUpload(Id, UploadScript.Pending(TimeSpan.FromSeconds(5)).StaysInProgress());
        return run;
    }
}
