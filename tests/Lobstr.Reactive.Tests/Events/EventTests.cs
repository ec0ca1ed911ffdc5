using System.Globalization;
using System.Reactive.Linq;
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
        RawObserver<string> events = Listen(run);
        run.Service.Answers(202, ClientRun.Pending, after: 0.25).Answers(503, "", after: 1).Answers(200, ClientRun.Success);

        run.WatchTo(60, Half);

        Assert.Equal(
            [
                "0: up-1 sent GET tasks/upload/up-1",
                "0.25: up-1 answered 202 after 0.25",
                "2.25: up-1 sent GET tasks/upload/up-1",
                "3.25: up-1 answered 503 after 1",
                "3.25: up-1 retry 1 in 0.5 after LobstrApiException",
                "3.75: up-1 sent GET tasks/upload/up-1",
                "3.75: up-1 answered 200 after 0",
            ],
            events.Values);
    }

    [Fact]
    public void A_request_that_fails_is_told_of()
    {
        using ClientRun run = new();
        RawObserver<string> events = Listen(run);
        run.Service.Fails(new HttpRequestException("no route"), after: 1).HangsUntilCancelled().HangsUntilCancelled();
        run.At(33, run.Observer.Dispose);

        run.WatchTo(60, Half);

        Assert.Equal(
            [
                "0: up-1 sent GET tasks/upload/up-1",
                "1: up-1 failed HttpRequestException",
                "1: up-1 retry 1 in 0.5 after HttpRequestException",
                "1.5: up-1 sent GET tasks/upload/up-1",
                "31.5: up-1 failed TimeoutException",
                "31.5: up-1 retry 2 in 1 after TimeoutException",
                "32.5: up-1 sent GET tasks/upload/up-1",
            ],
            events.Values.Take(7));
        string last = Assert.Single(events.Values.Skip(7));
        Assert.StartsWith("33: up-1 failed ", last, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_is_told_of()
    {
        using ClientRun run = new();
        RawObserver<string> events = Listen(run);
        run.Service.Answers(429, "", headers: ("Retry-After", "20")).Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal(
            [
                "0: up-1 sent GET tasks/upload/up-1",
                "0: up-1 answered 429 after 0",
                "0: paused until 20",
                "20: up-1 sent GET tasks/upload/up-1",
                "20: up-1 answered 200 after 0",
            ],
            events.Values.Select(line => line.Replace("up-1 paused", "paused", StringComparison.Ordinal)));
    }

    [Fact]
    public void Questions_are_told_of_too()
    {
        using ClientRun run = new();
        RawObserver<string> events = Listen(run);
        run.Service.Answers(404, "");

        Assert.True(run.Ask().IsFaulted);

        Assert.Equal(["0: up-1 sent GET tasks/upload/up-1", "0: up-1 answered 404 after 0"], events.Values);
    }

    [Fact]
    public void Events_are_hot_and_end_with_Dispose()
    {
        using ClientRun run = new();
        RawObserver<string> late = new(new(run.Scheduler));
        run.Service.Answers(202, ClientRun.Pending).Times(2).Answers(200, ClientRun.Success);
        run.At(1, () => late.SubscribeTo(run.Client.Events.Select(Describe)));
        run.At(3, late.Dispose);

        run.WatchTo(60);

        Assert.Equal(["2: up-1 sent GET tasks/upload/up-1", "2: up-1 answered 202 after 0"], late.Values);
    }

    [Fact]
    public void Events_complete_when_the_client_is_disposed()
    {
        using ClientRun run = new();
        Transcript transcript = new(run.Scheduler);
        new RawObserver<RequestEvent>(transcript).SubscribeTo(run.Client.Events);

        run.At(5, run.Client.Dispose);
        run.RunTo(60);

        Assert.Equal(["0  subscribe", "5  completed"], transcript.Lines);
    }

    [Fact]
    public void An_observer_of_events_that_throws_does_not_hurt_a_watch_nor_another_observer()
    {
        using ClientRun run = new();
        using IDisposable _ = run.Client.Events.Subscribe(_ => throw new ArithmeticException("of the listener's"));
        RawObserver<string> events = Listen(run);
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Progress).Answers(200, ClientRun.Success);
        run.Observer.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));

        // Whether the exception surfaces from the scheduler or nowhere, the work goes on.
        for (int i = 0; i < 20 && run.RunToException(60) is not null; i++)
        {
        }

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            2  GET /v1/tasks/upload/up-1
            2  next PROGRESS
            4  GET /v1/tasks/upload/up-1
            4  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            4  completed
            """);
        Assert.Equal(6, events.Values.Count);
    }

    [Fact]
    public void An_event_is_delivered_from_an_action_of_its_own_so_that_a_slow_observer_delays_no_notification_before_it()
    {
        using ClientRun run = new();
        int deliveries = 0;
        using IDisposable _ = run.Client.Events.Subscribe(e =>
        {
            deliveries++;
            Assert.Equal(0, run.Service.UnderWay);
        });
        run.Service.Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal(2, deliveries);
    }

    [Fact]
    public void Subscribing_and_disposing_inside_an_event_keeps_the_grammar()
    {
        using ClientRun run = new();
        Transcript transcript = new(run.Scheduler);
        RawObserver<RequestEvent> first = new(transcript, "A");
        RawObserver<RequestEvent> second = new(transcript, "B");
        first.WhenNext = _ =>
        {
            first.Dispose();
            second.SubscribeTo(run.Client.Events);
        };
        first.SubscribeTo(run.Client.Events);
        run.Service.Answers(202, ClientRun.Pending).Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Empty(transcript.Of("VIOLATION"));
        Assert.Single(first.Values);
        Assert.InRange(second.Values.Count, 2, 3);
    }

    private static RawObserver<string> Listen(ClientRun run) =>
        new RawObserver<string>(new(run.Scheduler)).SubscribeTo(run.Client.Events.Select(Describe));

    private static string Describe(RequestEvent e)
    {
        double at = Math.Round(TimeSpan.FromTicks(e.At.Ticks).TotalSeconds, 3);
        string id = e.Id is null ? "" : e.Id + " ";
        string what = e switch
        {
            RequestSent sent => $"sent {sent.Method} {sent.Path}",
            AnswerReceived answer => $"answered {(int)answer.StatusCode} after {Seconds(answer.Latency)}",
            RequestFailed failed => $"failed {failed.Error.GetType().Name}",
            RetryScheduled retry => $"retry {retry.Attempt} in {Seconds(retry.Delay)} after {retry.Error.GetType().Name}",
            BudgetPaused paused => $"paused until {Seconds(TimeSpan.FromTicks(paused.Until.Ticks))}",
            _ => $"{e}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{at}: {id}{what}");
    }

    private static string Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3).ToString(CultureInfo.InvariantCulture);
}
