using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What a client tells of its requests.</summary>
public class EventTests
{
    private static readonly WatchOptions Half = new() { Retry = new() { Jitter = () => 0.5 } };

    [Fact]
    public void Each_request_is_told_of_in_order_and_with_its_latency()
    {
        using ClientRun run = new();
        RawObserver<string> events = EventText.Listen(run, run.Client);
        run.Service.Answers(202, ClientRun.Pending, after: 0.25).Answers(503, "", after: 1).Answers(200, ClientRun.Success);

        run.WatchTo(60, Half);

        Assert.Equal(
            [
                "0: up-1 watch started",
                "0: up-1 sent 1 GET tasks/upload/up-1",
                "0.25: up-1 answered 1 202 after 0.25",
                "0.25: up-1 now PENDING",
                "2.25: up-1 sent 2 GET tasks/upload/up-1",
                "3.25: up-1 answered 2 503 after 1",
                "3.25: up-1 retry 1 in 0.5 after LobstrApiException",
                "3.75: up-1 sent 3 GET tasks/upload/up-1",
                "3.75: up-1 answered 3 200 after 0",
                "3.75: up-1 now SUCCESS",
                "3.75: up-1 watch ended Success",
            ],
            events.Values);
    }

    [Fact]
    public void A_request_that_fails_is_told_of()
    {
        using ClientRun run = new();
        RawObserver<string> events = EventText.Listen(run, run.Client);
        run.Service.Fails(new HttpRequestException("no route"), after: 1).HangsUntilCancelled().HangsUntilCancelled();
        run.At(33, run.Observer.Dispose);

        run.WatchTo(60, Half);

        Assert.Equal(
            [
                "0: up-1 watch started",
                "0: up-1 sent 1 GET tasks/upload/up-1",
                "1: up-1 failed 1 HttpRequestException",
                "1: up-1 retry 1 in 0.5 after HttpRequestException",
                "1.5: up-1 sent 2 GET tasks/upload/up-1",
                "31.5: up-1 failed 2 TimeoutException",
                "31.5: up-1 retry 2 in 1 after TimeoutException",
                "32.5: up-1 sent 3 GET tasks/upload/up-1",
                "33: up-1 failed 3 OperationCanceledException",
                "33: up-1 watch ended Cancelled",
            ],
            events.Values);
    }

    [Fact]
    public void A_request_that_takes_too_long_is_told_of_once_and_at_once_even_if_its_answer_comes_late()
    {
        using ClientRun run = new();
        RawObserver<string> events = EventText.Listen(run, run.Client);
        run.Service.Answers(200, ClientRun.Success, after: 40).Stubbornly();

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal(
            [
                "0: up-1 watch started",
                "0: up-1 sent 1 GET tasks/upload/up-1",
                "30: up-1 failed 1 TimeoutException",
                "30: up-1 watch ended Error TimeoutException",
            ],
            events.Values);
    }

    [Theory]
    [InlineData(false, "Nobody waits for the answer any more.")]
    [InlineData(true, "The client was disposed; nothing runs on it any more.")]
    public void A_request_that_is_given_up_is_told_of_with_the_reason(bool isClosed, string reason)
    {
        using ClientRun run = new();
        RawObserver<LobstrEvent> events = new RawObserver<LobstrEvent>(new(run.Scheduler)).SubscribeTo(run.Client.Events);
        run.Service.HangsUntilCancelled();
        run.At(1, isClosed ? run.Client.Dispose : run.Observer.Dispose);

        run.WatchTo(60);

        Assert.Contains(reason, Assert.Single(events.Values.OfType<RequestFailed>()).Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_is_told_of_with_the_delay_that_it_really_waits()
    {
        using ClientRun run = new();
        RawObserver<string> events = EventText.Listen(run, run.Client);
        run.Service.Answers(503, "", headers: ("Retry-After", "20")).Answers(200, ClientRun.Success);

        run.WatchTo(60, Half);

        Assert.Equal("0: up-1 retry 1 in 20 after LobstrApiException", events.Values[3]);
        Assert.Equal("20: up-1 sent 2 GET tasks/upload/up-1", events.Values[4]);
    }

    [Fact]
    public void A_pause_is_told_of()
    {
        using ClientRun run = new();
        RawObserver<string> events = EventText.Listen(run, run.Client);
        run.Service.Answers(429, "", headers: ("Retry-After", "20")).Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal(
            [
                "0: up-1 watch started",
                "0: up-1 sent 1 GET tasks/upload/up-1",
                "0: up-1 answered 1 429 after 0",
                "0: tasks paused until 20",
                "20: up-1 sent 2 GET tasks/upload/up-1",
                "20: up-1 answered 2 200 after 0",
                "20: up-1 now SUCCESS",
                "20: up-1 watch ended Success",
            ],
            events.Values);
    }

    [Theory]
    [InlineData(429, "the service has had too many requests (429)")]
    [InlineData(202, "the requests of this window are used up (X-RateLimit-Remaining: 0)")]
    public void A_pause_says_whose_it_is_and_why(int statusCode, string reason)
    {
        using ClientRun run = new();
        RawObserver<LobstrEvent> events = new RawObserver<LobstrEvent>(new(run.Scheduler)).SubscribeTo(run.Client.Events);
        run.Service.Answers(
            statusCode,
            ClientRun.Pending,
            headers: [("Date", "Mon, 20 Jul 2026 10:00:00 GMT"), ("X-RateLimit-Limit", "90"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1784541640")]);

        run.WatchTo(1);

        Assert.Contains(events.Values.OfType<BudgetPaused>(), paused => (paused.Family, paused.Reason) == ("tasks", reason));
    }

    [Fact]
    public void Questions_are_told_of_too()
    {
        using ClientRun run = new();
        RawObserver<string> events = EventText.Listen(run, run.Client);
        run.Service.Answers(404, "");

        // Looked at, or it is found by the tests of faults that nobody looks at.
        Assert.IsType<UploadNotFoundException>(run.Ask().Exception?.InnerException);

        Assert.Equal(["0: up-1 sent 1 GET tasks/upload/up-1", "0: up-1 answered 1 404 after 0"], events.Values);
    }
}
