using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>How often a request is expected to be sent: what the pace of all is reckoned from.</summary>
public class RequestRateTests
{
    private const double Often = 2;
    private const double Seldom = 10;

    [Fact]
    public void Until_its_first_answer_a_poll_counts_as_its_schedule_says_and_afterwards_not_at_all()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");

        RawObserver<UploadStatus> watch = run.Watch(poll, Seldom);
        Assert.Equal(RateOf(run, Seldom), poll.Rate);

        watch.Dispose();
        Assert.Equal(0, poll.Rate);
    }

    [Theory]
    [InlineData(Often, Seldom)]
    [InlineData(Seldom, Often)]
    public void A_poll_counts_as_often_as_the_most_eager_of_its_watches(double first, double second)
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        run.Watch(poll, first);
        run.Watch(poll, second);
        run.RunTo(1);

        poll.Brings(Pending);
        run.RunTo(1.5);

        Assert.Equal(RateOf(run, Often), poll.Rate);
    }

    [Fact]
    public void When_the_most_eager_one_has_left_the_next_answer_puts_it_right()
    {
        QueueRun run = new();
        QueueRun.HandPoll poll = run.PollOf("a");
        RawObserver<UploadStatus> eager = run.Watch(poll, Often);
        run.Watch(poll, Seldom);
        run.RunTo(1);
        poll.Brings(Pending);
        run.RunTo(2);

        eager.Dispose();
        Assert.Equal(RateOf(run, Often), poll.Rate);
        run.RunTo(20);
        poll.Brings(Pending);
        run.RunTo(21);

        Assert.Equal(RateOf(run, Seldom), poll.Rate);
    }

    [Fact]
    public void A_call_counts_once_in_a_window_until_it_has_its_answer()
    {
        QueueRun run = new();
        TaskCompletionSource<Answer<UploadStatus>> answer = new();
        new CallObservable<UploadStatus>(run.Queue, run.Family, run.Plan(answer.Task)).Subscribe(new RawObserver<UploadStatus>(run.Transcript));

        Request call = Assert.Single(run.Family.Calls);
        Assert.Equal(RateOf(run, 60), call.Rate);
        run.RunTo(1);
        answer.SetResult(QueueRun.Answer(Pending));

        Assert.Equal(0, call.Rate);
    }

    private static int RateOf(QueueRun run, double seconds) => run.Family.RateOf(TimeSpan.FromSeconds(seconds));
}
