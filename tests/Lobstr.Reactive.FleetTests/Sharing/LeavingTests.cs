using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.FleetTests;

/// <summary>Watches of one upload come and go while its request is under way.</summary>
public class LeavingTests
{
    private const string Id = "shared";

    [Fact]
    public void A_sharer_that_leaves_cancels_nothing()
    {
        using FleetRun run = New();
        for (int i = 0; i < 3; i++)
            run.Watch(Id);
        run.At(1, run.Watches[0].Dispose);
        run.At(2, run.Watches[2].Dispose);
        run.RunTo(5);

        SimulatedRequest request = Assert.Single(run.Service.Requests);
        Assert.Equal(RequestOutcome.Answered, request.Outcome);
        Assert.Equal([0, 1, 0], run.Watches.Select(watch => watch.Statuses.Count));
    }

    [Fact]
    public void The_last_one_leaving_cancels_the_request_at_once()
    {
        using FleetRun run = New();
        for (int i = 0; i < 3; i++)
            run.Watch(Id);
        for (int i = 0; i < 3; i++)
            run.At(1 + i, run.Watches[i].Dispose);
        run.RunTo(60);

        SimulatedRequest request = Assert.Single(run.Service.Requests);
        Assert.Equal(RequestOutcome.Cancelled, request.Outcome);
        Assert.Equal(3, request.EndedAt!.Value.TotalSeconds);
        Assert.Equal(0, run.Traffic.UnderWay);
    }

    [Fact]
    public void The_one_who_asked_may_leave_and_the_others_have_the_answer()
    {
        using FleetRun run = New();
        WatchRecord slow = run.Watch(Id, new() { Schedule = PollSchedule.Every(TimeSpan.FromMinutes(1)) });
        WatchRecord fast = run.Watch(Id);
        run.At(7, fast.Dispose);
        run.RunTo(30);

        // Asked at 0 s and, by the fast one, at 6 s; the next is the slow one's, a minute after that answer.
        Assert.Equal([0.0, 6], run.Sent);
        Assert.Equal(RequestOutcome.Answered, run.Service.Requests[1].Outcome);
        run.RunTo(75);
        Assert.Equal([0.0, 6, 70], run.Sent);
        Assert.Single(slow.Statuses);
    }

    [Fact]
    public void A_late_subscriber_shares_the_request_that_is_under_way()
    {
        using FleetRun run = New();
        run.Watch(Id);
        run.At(3, () => run.Watch(Id));
        run.RunTo(5);

        Assert.Single(run.Sent);
        Assert.Equal(4.0, run.Watches[1].Statuses[0].At);
    }

    [Fact]
    public void A_subscriber_who_comes_when_the_last_one_has_left_asks_anew()
    {
        using FleetRun run = New();
        run.Watch(Id);
        run.At(1, run.Watches[0].Dispose);
        run.At(1, () => run.Watch(Id));
        run.RunTo(5.5);

        Assert.Equal([0.0, 1], run.Sent);
        Assert.Equal([RequestOutcome.Cancelled, RequestOutcome.Answered], run.Service.Requests.Select(request => request.Outcome));
        Assert.Empty(run.Watches[0].Statuses);
        Assert.Equal(5.0, run.Watches[1].Statuses[0].At);
    }

    [Fact]
    public void A_sharer_who_leaves_inside_OnNext_takes_no_answer_from_the_others()
    {
        using FleetRun run = New();
        for (int i = 0; i < 3; i++)
            run.Watch(Id);
        run.Watches[0].WhenNext = run.Watches[0].Dispose;
        run.Watches[1].WhenNext = run.Watches[1].Dispose;
        run.RunTo(15);

        Assert.All(run.Watches, watch => Assert.Single(watch.Statuses));
        Assert.Equal([0.0, 6, 12], run.Sent);
    }

    private static FleetRun New()
    {
        FleetRun run = new(new() { Latency = Latency.Constant(TimeSpan.FromSeconds(4)) });
        run.Service.AddUpload(Id, UploadScript.StaysPending());
        return run;
    }
}
