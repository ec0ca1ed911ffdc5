using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>The place of a request among those that wait for the budget.</summary>
public class DispatchOrderTests
{
    [Fact]
    public void A_newcomer_takes_the_question_that_waits_along_to_the_newcomers_where_it_stays_and_keeps_its_instant()
    {
        QueueRun run = new(requestsPerMinute: 1);
        QueueRun.HandPoll poll = run.PollOf("a");
        run.Watch(poll, every: 2, name: "A");
        run.Watch(poll, every: 20, name: "B");
        run.RunTo(1);
        poll.Brings(Pending);
        run.RunTo(10);
        Assert.Equal((RequestPhase.Due, false), (poll.Phase, poll.IsFirst));
        TimeSpan due = poll.Slot.Due;

        run.Watch(poll, every: 2, name: "C");
        run.RunTo(11);
        Assert.Equal((RequestPhase.Due, true, due), (poll.Phase, poll.IsFirst, poll.Slot.Due));

        // B is due as well now, and is no newcomer.
        run.RunTo(25);
        Assert.Equal((RequestPhase.Due, true, due), (poll.Phase, poll.IsFirst, poll.Slot.Due));
    }

    [Fact]
    public void After_a_429_it_is_nobodys_first_any_more_and_due_when_the_pause_is_over()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        run.Watch(poll, every: 2);
        run.RunTo(1);
        Assert.True(poll.IsFirst);

        poll.Brings(new LobstrRateLimitException { RetryAfter = TimeSpan.FromSeconds(20) });

        Assert.Equal((RequestPhase.Due, false, run.Family.Budget.PausedUntil), (poll.Phase, poll.IsFirst, poll.Slot.Due));
        Assert.True(poll.Slot.Due > TimeSpan.FromSeconds(20));
    }
}
