using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>The last poll at a deadline, if its permit takes a while.</summary>
public class SharedDeadlineTests
{
    private static readonly WatchOptions ThreeSeconds = new() { Timeout = TimeSpan.FromSeconds(3) };

    [Fact]
    public void A_last_poll_whose_permit_comes_within_a_second_is_sent_in_time()
    {
        using ServiceRun run = Run(new StubSharedBudget().Grants().Grants().Grants(after: 0.9));
        run.WatchTo(10, UploadScript.Pending(TimeSpan.FromSeconds(2.5)).Succeeds(), ThreeSeconds);

        run.Says("""
            0  subscribe
            0  asks
            0  GET /v1/tasks/upload/up-1
            0  returns permit-1: Accepted
            0  next PENDING
            2  asks
            2  GET /v1/tasks/upload/up-1
            2  returns permit-2: Accepted
            3  asks
            3.9  GET /v1/tasks/upload/up-1
            3.9  returns permit-3: Accepted
            3.9  next SUCCESS (valid 0, inserted 0, duplicates 0, invalid 0)
            3.9  completed
            """);
    }

    [Fact]
    public void A_last_poll_that_is_told_to_wait_for_less_than_a_second_is_sent_too()
    {
        using ServiceRun run = Run(new StubSharedBudget().Grants().Grants().Waits(0.7).Grants());
        run.WatchTo(10, UploadScript.Pending(TimeSpan.FromSeconds(2.5)).Succeeds(), ThreeSeconds);

        Assert.Equal([0, 2, 3.7], run.Transcript.InstantsOf("GET"));
        Assert.Equal([3.7], run.Transcript.InstantsOf("completed"));
    }

    [Theory]
    [InlineData(1.5, 3.0)]
    [InlineData(0.9, 3.9)]
    public void A_last_poll_whose_answer_comes_later_still_is_waited_for_if_it_was_sent_in_time(double latency, double sent)
    {
        using ServiceRun run = Run(
            new StubSharedBudget().Grants().Grants(after: sent - 3),
            new() { Latency = Latency.Constant(TimeSpan.FromSeconds(latency)) });
        run.WatchTo(10, UploadScript.Pending(TimeSpan.FromSeconds(2.5)).Succeeds(), ThreeSeconds with { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(5)) });

        Assert.Equal([0, sent], run.Transcript.InstantsOf("GET"));
        Assert.Equal([Math.Round(sent + latency, 3)], run.Transcript.InstantsOf("completed"));
    }

    [Theory]
    [InlineData(1.2, 4.0)]
    [InlineData(30, 4.0)]
    public void A_last_poll_whose_permit_takes_longer_is_not_sent(double after, double ended)
    {
        using ServiceRun run = Run(new StubSharedBudget().Grants().Grants().Grants(after: after));
        run.WatchTo(40, UploadScript.StaysPending(), ThreeSeconds);

        Assert.Equal([0, 2], run.Transcript.InstantsOf("GET"));
        Assert.Equal([ended], run.Transcript.InstantsOf("error UploadTimeoutException"));
    }

    [Fact]
    public void A_last_poll_that_is_told_to_wait_longer_ends_its_watch_at_the_deadline()
    {
        using ServiceRun run = Run(new StubSharedBudget().Grants().Grants().Waits(1.3));
        run.WatchTo(40, UploadScript.StaysPending(), ThreeSeconds);

        Assert.Equal([3.0], run.Transcript.InstantsOf("error UploadTimeoutException"));
    }

    private static ServiceRun Run(StubSharedBudget shared, LobstrSimulatorOptions? service = null)
    {
        ServiceRun run = new(service, options => options with { SharedBudget = shared });
        shared.Run = run;
        return run;
    }
}
