using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Which request an event is about.</summary>
public sealed class RequestEventTests
{
    [Fact]
    public void Requests_that_are_under_way_together_are_told_apart()
    {
        using ClientRun run = new();
        RawObserver<LobstrEvent> events = Listen(run);
        run.Service.Answers(202, ClientRun.Pending, after: 3).Answers(404, "", after: 1).HangsUntilCancelled();
        Task<UploadStatus>[] asked = [Ask(run), Ask(run), Ask(run)];

        run.RunTo(60);

        Assert.All(asked, each => Assert.True(each.IsCompleted));
        Assert.Equal(
            ["sent 1", "sent 2", "sent 3", "404 2", "202 1", "TimeoutException 3"],
            events.Values.OfType<RequestEvent>().Select(Describe));
        Assert.All(events.Values.OfType<RequestEvent>(), each => Assert.Equal(("GET", "tasks/upload/up-1"), (each.Method, each.Path)));
    }

    [Fact]
    public void The_requests_of_each_client_are_counted_by_themselves()
    {
        using ClientRun one = new();
        using ClientRun other = new();
        RawObserver<LobstrEvent>[] events = [Listen(one), Listen(other)];
        foreach (ClientRun run in (ClientRun[])[one, other])
        {
            run.Service.Answers(200, ClientRun.Success);
            run.WatchTo(1);
        }

        Assert.All(events, each => Assert.Equal(["sent 1", "200 1"], each.Values.OfType<RequestEvent>().Select(Describe)));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_no_request()
    {
        using ClientRun run = new();
        RawObserver<LobstrEvent> events = Listen(run);
        Task<string> sending = run.Client.Uploads.SendAsync(
            "squid", TaskFile.FromStream(() => throw new IOException("locked"), "tasks.csv"), TestContext.Current.CancellationToken);

        run.RunTo(60);

        Assert.IsType<IOException>(sending.Exception!.InnerException);
        Assert.Empty(events.Values);
    }

    [Fact]
    public void A_listener_that_comes_while_a_request_is_under_way_is_told_of_its_failure()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        RawObserver<LobstrEvent> events = new(new(run.Scheduler));
        run.At(10, () => events.SubscribeTo(run.Client.Events));
        run.At(20, run.Observer.Dispose);

        run.WatchTo(60);

        RequestFailed failed = Assert.Single(events.Values.OfType<RequestFailed>());
        Assert.Equal((1, "GET", "tasks/upload/up-1", "up-1"), (failed.RequestId, failed.Method, failed.Path, failed.Id));
    }

    [Fact]
    public void What_a_slow_listener_misses_is_counted_once()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        RawObserver<LobstrEvent> events = Listen(run);

        // Each watch begins and ends before anything is delivered.
        Watch(run, 600);
        run.RunTo(1);
        Watch(run, 10);
        run.RunTo(2);
        Watch(run, 513);
        run.RunTo(3);

        Assert.Equal([176, 2], events.Values.OfType<EventsDropped>().Select(each => each.Count));
        Assert.IsType<EventsDropped>(events.Values[0]);
        Assert.Equal(1 + 1024 + 20 + 1 + 1024, events.Values.Count);
        Assert.Equal(events.Values[1046].At, Assert.IsType<EventsDropped>(events.Values[1045]).At);
    }

    private static void Watch(ClientRun run, int times)
    {
        for (int i = 0; i < times; i++)
            run.Client.Uploads.Watch(ClientRun.Id).Subscribe(_ => { }).Dispose();
    }

    private static RawObserver<LobstrEvent> Listen(ClientRun run) =>
        new RawObserver<LobstrEvent>(new(run.Scheduler)).SubscribeTo(run.Client.Events);

    private static Task<UploadStatus> Ask(ClientRun run) => run.Client.Uploads.GetStatusAsync(ClientRun.Id, TestContext.Current.CancellationToken);

    private static string Describe(RequestEvent e) => e switch
    {
        RequestSent => $"sent {e.RequestId}",
        ResponseReceived answer => $"{(int)answer.StatusCode} {e.RequestId}",
        RequestFailed failed => $"{failed.Error.GetType().Name} {e.RequestId}",
        _ => $"{e}",
    };
}
