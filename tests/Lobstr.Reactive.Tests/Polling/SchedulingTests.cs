using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>What the scheduler is asked to do: how often, and in whose execution context.</summary>
public class SchedulingTests
{
    [Fact]
    public void The_alarms_of_a_client_belong_to_nobody_who_happens_to_subscribe()
    {
        using ClientRun run = new(options => options with { Scheduler = new NotingScheduler(options.Scheduler) });
        run.Service.HangsUntilCancelled();

        run.WatchTo(1);

        NotingScheduler scheduler = Assert.IsType<NotingScheduler>(run.ScheduledOn);
        Assert.Contains(scheduler.Notes, note => note.Delay is null);
        Assert.Contains(scheduler.Notes, note => note.Delay >= TimeSpan.FromSeconds(29));
        Assert.All(scheduler.Notes, note => Assert.True(note.IsFlowSuppressed));
        Assert.False(ExecutionContext.IsFlowSuppressed());
    }

    [Fact]
    public void Who_has_suppressed_the_flow_already_finds_it_so_afterwards()
    {
        using ClientRun run = new();
        bool isStillSuppressed;
        using (ExecutionContext.SuppressFlow())
        {
            run.Observer.SubscribeTo(run.Client.Uploads.Watch(ClientRun.Id));
            isStillSuppressed = ExecutionContext.IsFlowSuppressed();
        }

        Assert.True(isStillSuppressed);
    }

    [Fact]
    public void The_first_action_of_a_function_s_watch_does_not_belong_to_the_subscriber_either()
    {
        NotingScheduler? scheduler = null;
        WatchRun run = new(new() { Timeout = TimeSpan.FromSeconds(3) }, inner => scheduler = new NotingScheduler(inner));
        run.Polls.Answers(Pending).Answers(Pending).HangsUntilCancelled();

        run.SubscribeAndRunTo(10);

        Assert.Contains(scheduler!.Notes, note => note.Delay >= TimeSpan.FromSeconds(29));
        Assert.True(scheduler.Notes[0].IsFlowSuppressed);
    }

    [Fact]
    public void A_poll_that_follows_at_once_takes_one_action_of_the_scheduler()
    {
        const int Polls = 100;
        using ClientRun run = new(options => options with { TaskRequestsPerMinute = null, Scheduler = new NotingScheduler(options.Scheduler) });
        run.Service.Answers(202, ClientRun.Pending).Times(Polls).Answers(200, ClientRun.Success);

        run.WatchTo(60, new() { Schedule = PollSchedule.Create(_ => TimeSpan.Zero) });

        Assert.True(run.Observer.HasEnded);
        // One to begin with, and one to tell of each answer.
        Assert.Equal(1 + Polls + 1, ((NotingScheduler)run.ScheduledOn).Notes.Count(note => note.Delay is null));
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 102)]
    public void An_answer_with_nothing_new_takes_no_action_of_its_own_unless_the_schedule_is_the_user_s(bool isUserDefined, int actions)
    {
        const int Polls = 100;
        TimeSpan interval = TimeSpan.FromSeconds(2);
        using ClientRun run = new(options => options with { TaskRequestsPerMinute = null, Scheduler = new NotingScheduler(options.Scheduler) });
        run.Service.Answers(202, ClientRun.Pending).Times(Polls).Answers(200, ClientRun.Success);

        run.WatchTo(600, new() { Schedule = isUserDefined ? PollSchedule.Create(_ => interval) : PollSchedule.Every(interval) });

        Assert.True(run.Observer.HasEnded);
        // One to begin with, and one to tell of each answer that is told.
        Assert.Equal(actions, ((NotingScheduler)run.ScheduledOn).Notes.Count(note => note.Delay is null));
    }
}
