using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Listening to events: it begins, it ends, and it harms nobody.</summary>
public class EventSubscriptionTests
{
    [Fact]
    public void Events_are_hot_and_end_with_Dispose()
    {
        using ClientRun run = new();
        RawObserver<LobstrEvent> late = new(new(run.Scheduler));
        run.Service.Answers(202, ClientRun.Pending).Times(2).Answers(200, ClientRun.Success);
        run.At(1, () => late.SubscribeTo(run.Client.Events));
        run.At(3, late.Dispose);

        run.WatchTo(60);

        Assert.Equal(2, late.Values.Count);
        Assert.Equal(2, TimeSpan.FromTicks(Assert.IsType<RequestSent>(late.Values[0]).At.Ticks).TotalSeconds, tolerance: 0.0005);
        Assert.IsType<ResponseReceived>(late.Values[1]);
    }

    [Fact]
    public void Events_complete_when_the_client_is_disposed()
    {
        using ClientRun run = new();
        Transcript transcript = new(run.Scheduler);
        new RawObserver<LobstrEvent>(transcript).SubscribeTo(run.Client.Events);

        run.At(5, run.Client.Dispose);
        run.RunTo(60);

        Assert.Equal(["0  subscribe", "5  completed"], transcript.Lines);
    }

    [Fact]
    public void An_observer_of_events_that_throws_does_not_hurt_a_watch_nor_another_observer()
    {
        using ClientRun run = new();
        using IDisposable _ = run.Client.Events.Subscribe(_ => throw new ArithmeticException("of the listener's"));
        RawObserver<LobstrEvent> events = new RawObserver<LobstrEvent>(new(run.Scheduler)).SubscribeTo(run.Client.Events);
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
        Assert.Equal(11, events.Values.Count);
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

        Assert.Equal(5, deliveries);
    }

    [Fact]
    public void Subscribing_and_disposing_inside_an_event_keeps_the_grammar()
    {
        using ClientRun run = new();
        Transcript transcript = new(run.Scheduler);
        RawObserver<LobstrEvent> first = new(transcript, "A");
        RawObserver<LobstrEvent> second = new(transcript, "B");
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
        Assert.Equal(7, second.Values.Count);
    }
}
