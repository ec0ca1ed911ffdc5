using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>What a sending costs: nothing, where one has ended before.</summary>
public class InFlightRequestTests
{
    [Fact]
    public void A_request_that_has_ended_is_used_again()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        run.Watch(poll, every: 2);
        run.RunTo(1);
        InFlightRequest first = poll.InFlight!;

        poll.Brings(Pending);
        run.RunTo(4);

        Assert.Same(first, poll.InFlight);
    }

    [Fact]
    public void A_request_that_was_given_up_is_not_used_again_for_its_answer_may_still_come()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        run.Watch(poll, every: 2, RetryPolicy.Default);
        run.RunTo(1);
        InFlightRequest first = poll.InFlight!;

        // Its time is up at 30 s; what follows is a retry.
        run.RunTo(33);

        Assert.True(first.IsAbandoned);
        Assert.NotNull(poll.InFlight);
        Assert.NotSame(first, poll.InFlight);
    }
}
