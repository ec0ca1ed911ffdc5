using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A timer that fires for many has nobody's execution context: that of a subscriber would be kept alive, and lent to polls that are not his.</summary>
public class TimerContextTests
{
    [Fact]
    public void The_timers_of_a_client_are_set_without_the_context_of_whoever_subscribes()
    {
        NotingScheduler? time = null;
        using ClientRun run = new(options => options with { Scheduler = time = new NotingScheduler(options.Scheduler) });
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Pending, after: 5).Forever();
        run.WatchTo(70);

        (TimeSpan? Delay, bool IsFlowSuppressed)[] later = [.. time!.Notes.Where(note => note.Delay is not null)];
        // For the next poll, and for the time of the one in flight, again and again.
        Assert.True(later.Count(note => note.Delay == TimeSpan.FromSeconds(2)) > 1);
        Assert.True(later.Count(note => note.Delay > TimeSpan.FromSeconds(20)) > 1);
        Assert.All(later, note => Assert.True(note.IsFlowSuppressed));
    }
}
