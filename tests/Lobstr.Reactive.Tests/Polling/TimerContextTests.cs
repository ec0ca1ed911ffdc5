using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A timer that fires for many has nobody's execution context: that of a subscriber would be kept alive, and lent to polls that are not his.</summary>
public class TimerContextTests
{
    [Fact]
    public void The_timers_of_a_client_are_set_without_the_context_of_whoever_subscribes()
    {
        LookingScheduler? time = null;
        using ClientRun run = new(options => options with { Scheduler = time = new LookingScheduler(options.Scheduler) });
        run.Service.Answers(202, ClientRun.Pending).Answers(202, ClientRun.Pending, after: 5).Forever();
        run.WatchTo(70);

        // For the next poll, and for the time of the one in flight, again and again.
        Assert.True(time!.Delays.Count(delay => delay == TimeSpan.FromSeconds(2)) > 1);
        Assert.True(time.Delays.Count(delay => delay > TimeSpan.FromSeconds(20)) > 1);
        Assert.Equal(0, time.WithContext);
    }

    /// <summary>Looks whether it is given the execution context with what it is to do later.</summary>
    private sealed class LookingScheduler(IScheduler inner) : SchedulerOver(inner)
    {
        public List<TimeSpan> Delays { get; } = [];

        public int WithContext { get; private set; }

        protected override void OnScheduling(TimeSpan? dueTime)
        {
            if (dueTime is not { } delay)
                return;
            Delays.Add(delay);
            WithContext += ExecutionContext.IsFlowSuppressed() ? 0 : 1;
        }
    }
}
