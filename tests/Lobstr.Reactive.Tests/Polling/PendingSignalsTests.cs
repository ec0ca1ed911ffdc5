using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>What has come before the scheduler got round to telling of it.</summary>
public class PendingSignalsTests
{
    private static readonly RetryPolicy Soon = new() { Jitter = () => 0.5 };

    [Fact]
    public void A_good_answer_makes_a_fault_old_news()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        TaskCompletionSource<Answer<UploadStatus>> answer = new();
        run.Watch(poll, every: 10, Soon);
        run.RunTo(1);
        Task<UploadStatus> asked = new TaskCall<UploadStatus>(run.Queue, run.Family, run.Plan(answer.Task, poll)).Start(CancellationToken.None);
        run.At(2, () =>
        {
            poll.Brings(new IOException());
            answer.SetResult(QueueRun.Answer(Progress));
        });

        run.RunTo(13);

        run.Says("""
            0  subscribe
            0  poll a
            1  call
            2  next PROGRESS
            12  poll a
            """);
        Assert.True(asked.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_429_does_not_take_the_place_of_a_fault_that_is_yet_to_be_told()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> watch = run.Watch(poll, every: 10, Soon);
        run.At(5, () =>
        {
            poll.Brings(new IOException());
            // Another watch of the upload, which was told sooner, retries and is refused.
            using (QueueTurn turn = run.Queue.Enter(TurnEnd.DrainOnScheduler))
                poll.AddDemand(turn.Now, isFirst: false);
            poll.Brings(new LobstrRateLimitException("Too many."));
        });

        run.RunTo(10);

        Assert.Null(watch.Error);
        Assert.Equal([0, 5, 6], run.Transcript.InstantsOf("poll"));
    }

    [Fact]
    public void A_fault_that_ends_the_watch_does_so_even_if_the_client_is_disposed_meanwhile()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> watch = run.Watch(poll, every: 10);
        run.RunTo(1);

        poll.Brings(new UploadNotFoundException("a"));
        run.Queue.Close();
        run.RunTo(60);

        Assert.IsType<UploadNotFoundException>(watch.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void While_one_action_tells_of_an_answer_no_other_tells_of_the_end(bool isClosedBefore)
    {
        OneByOneScheduler time = new();
        QueueRun run = new(over: _ => time);
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> watch = run.Watch(poll, every: 10);
        time.RunDue();
        poll.Brings(Pending);
        if (isClosedBefore)
            run.Queue.Close();
        watch.WhenNext = _ =>
        {
            run.Queue.Close();
            // As another thread of the scheduler would.
            time.RunDue();
            run.Transcript.Add("told");
        };
        time.RunDue();

        run.Says("""
            0  subscribe
            0  poll a
            0  next PENDING
            0  told
            0  error ObjectDisposedException
            """);
    }

    [Fact]
    public void What_comes_until_it_is_told_takes_no_action_of_its_own()
    {
        CallCountingScheduler? time = null;
        QueueRun run = new(over: scheduler => time = new CallCountingScheduler(scheduler));
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> watch = run.Watch(poll, every: 10);
        run.RunTo(1);
        long before = time!.Calls;

        poll.Brings(Pending);
        using (QueueTurn turn = run.Queue.Enter())
            poll.ShareFrom(sentAt: turn.Now, PollScript.Status(Progress), retryAfter: null, turn.Now);
        Assert.Equal(before + 1, time.Calls);

        run.RunTo(2);
        Assert.Equal([Progress], watch.Values.Select(status => status.State));
    }

    [Fact]
    public void Until_it_is_told_the_watch_waits_for_nothing_not_even_for_its_deadline()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        run.Watch(poll, every: 10, timeout: TimeSpan.FromMinutes(1));
        run.RunTo(1);

        poll.Brings(Pending);
        Assert.Equal(Clock.Never, run.Look().Next);

        run.RunTo(2);
        Assert.InRange(run.Look().Next, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11.1));
    }

    [Theory]
    [InlineData("waits for its schedule")]
    [InlineData("waits for its answer")]
    [InlineData("is about to be told")]
    public void A_watch_that_has_left_waits_for_nothing_either(string state)
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> watch = run.Watch(poll, every: 10, timeout: TimeSpan.FromMinutes(1));
        run.RunTo(1);
        if (state != "waits for its answer")
            poll.Brings(Pending);
        if (state == "waits for its schedule")
            run.RunTo(2);

        watch.Dispose();

        Assert.Equal(new NextDue(Clock.Never, Clock.Never, IsIdle: true), run.Look());
    }

    [Fact]
    public void A_watch_that_has_left_is_not_told_of_a_refusal_that_comes_later()
    {
        QueueRun run = new();
        RawObserver<UploadStatus> observer = new(run.Transcript);
        WatchOptions options = new() { Timeout = TimeSpan.FromSeconds(1) };
        Watch<UploadStatus> watch = new(run.PollOf("a"), options, UploadRules.Instance, observer);
        using (QueueTurn turn = run.Queue.Enter(TurnEnd.Leave))
        {
            watch.Start(turn.Now);
            run.Queue.MarkExpired(watch);
        }

        watch.Dispose();
        using (QueueTurn turn = run.Queue.Enter())
            run.Queue.RejectNext(new InvalidOperationException(), turn.Now);

        Assert.False(observer.HasEnded);
    }
}
