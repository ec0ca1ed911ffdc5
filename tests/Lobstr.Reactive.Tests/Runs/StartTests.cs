using System.Net;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class StartTests : PipelineTest
{
    private const string Caveat = "may or may not have been taken";

    [Fact]
    public void A_started_run_is_read_whole()
    {
        Options = Options with { Epoch = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };

        Run run = Ended(Client.Runs.StartAsync(Squid));

        Assert.Equal(
            new Run
            {
                Id = Simulator.Runs[0].Id,
                SquidId = Squid,
                Status = RunStatus.Pending,
                RawStatus = "pending",
                Origin = "user",
                CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
                Duration = TimeSpan.Zero,
            },
            run);
    }

    [Fact]
    public void The_body_is_json_with_the_squid_alone()
    {
        var service = new CannedHandler("""{"id":"r","status":"pending"}""");
        Wire.InnerHandler = service;

        Ended(Client.Runs.StartAsync(Squid));

        Assert.Equal($$"""application/json; charset=utf-8{{"\n"}}{"squid":"{{Squid}}"}""", service.Bodies[0]);
    }

    [Fact]
    public void A_cold_start_starts_a_run_for_each_subscription()
    {
        Options = Options with { RunLife = _ => RunScript.Succeeds() };
        IObservable<Run> starting = Client.Runs.Start(Squid);
        RunTo(1);
        Assert.Empty(Simulator.Runs);

        RawObserver<Run> first = Subscribe(starting);
        RawObserver<Run> second = Subscribe(starting);
        Run();

        Assert.Equal(2, Simulator.Runs.Count);
        Assert.NotEqual(first.Values[0].Id, second.Values[0].Id);
        Assert.True(first.HasEnded && second.HasEnded);
    }

    [Fact]
    public void A_squid_whose_run_is_active_is_refused_in_the_words_of_the_service()
    {
        Ended(Client.Runs.StartAsync(Squid));

        var error = Failed<LobstrApiException>(Client.Runs.StartAsync(Squid));
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.Equal((HttpStatusCode.BadRequest, "validation_error", "squid"), (error.StatusCode, error.ErrorType, error.Param));
        Assert.Contains("already active", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Caveat, error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, observer.Error!.Message);
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_start_that_cannot_have_been_taken_is_repeated(bool isRefused)
    {
        Simulator.Faults.OnRequests(1, 3, isRefused ? Fault.ConnectionRefused : Fault.Maintenance(Seconds(5)));
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(4, Simulator.RequestCount);
        Assert.Single(Simulator.Runs);
    }

    [Fact]
    public void A_start_whose_answer_is_lost_is_not_repeated_and_the_error_says_why()
    {
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.IsType<HttpRequestException>(observer.Error);
        Assert.Contains(Caveat, observer.Error.Message, StringComparison.Ordinal);
        // It has been taken, and another one would have been a second run.
        Assert.Single(Simulator.Runs);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void A_start_that_a_503_may_have_followed_is_not_repeated()
    {
        Simulator.Faults.OnRequest(1, Fault.Maintenance());
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        Run();

        Assert.Contains(Caveat, Assert.IsType<LobstrApiException>(observer.Error).Message, StringComparison.Ordinal);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void An_answer_without_an_id_is_not_believed()
    {
        Simulator.Faults.OnRequest(1, Fault.Body("""{"status":"pending"}"""));

        Assert.Contains(Caveat, Failed<LobstrProtocolException>(Client.Runs.StartAsync(Squid)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_while_starting_gives_the_request_up()
    {
        Simulator.Faults.OnRequest(1, Fault.Hang);
        RawObserver<Run> observer = Subscribe(Client.Runs.Start(Squid));
        RunTo(5);
        observer.Dispose();

        Assert.Equal(RequestOutcome.Cancelled, Simulator.Requests[0].Outcome);
        Run();
        Assert.Equal(["0  subscribe", "5  dispose"], Transcript.Lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\"b")]
    public void An_id_is_checked_at_the_call(string id)
    {
        IRuns runs = Client.Runs;
        Assert.Throws<ArgumentException>(() => { _ = runs.StartAsync(id); });
        Assert.Throws<ArgumentException>(() => runs.Start(id));
        Assert.Throws<ArgumentException>(() => { _ = runs.GetAsync(id); });
        Assert.Throws<ArgumentException>(() => { _ = runs.GetStatsAsync(id); });
        Assert.Throws<ArgumentException>(() => runs.Watch(id));
        Assert.Throws<ArgumentException>(() => runs.Results(id));
        Assert.Throws<ArgumentException>(() => runs.ReadResultsAsync(id));
        Assert.Throws<ArgumentException>(() => { _ = runs.GetDownloadUrlAsync(id); });
        Assert.Throws<ArgumentException>(() => { _ = runs.DownloadAsync(id, Stream.Null); });
        Assert.Throws<ArgumentException>(() => runs.Watch("r", new WatchOptions { Timeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentNullException>(() => { _ = runs.DownloadAsync("r", null!); });
        Assert.Throws<ArgumentException>(() => { _ = runs.DownloadAsync("r", new MemoryStream([], writable: false)); });
    }
}
