using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A scheduler that refuses one piece of work: the end of a call, or the timer of a request.</summary>
public class RefusedEndTests
{
    private static readonly IOException Fault = new("the line is dead");

    private readonly TaskCompletionSource<Answer<UploadStatus>> _answer = new();
    private readonly QueueRun _run;
    private RefusingScheduler? _time;

    public RefusedEndTests() => _run = new QueueRun(over: scheduler => _time = new RefusingScheduler(scheduler));

    [Fact]
    public void A_value_that_cannot_be_told_is_lost_and_the_observer_is_told_why()
    {
        RawObserver<UploadStatus> observer = Call();
        _time!.Refuses = _ => true;
        _answer.SetResult(QueueRun.Answer(UploadState.Pending));

        Assert.Same(_time.Refusal, observer.Error);
        Assert.Empty(observer.Values);
    }

    [Fact]
    public void A_fault_that_cannot_be_told_there_is_told_on_the_thread_at_hand()
    {
        RawObserver<UploadStatus> observer = Call();
        _time!.Refuses = _ => true;
        _answer.SetResult(Answer<UploadStatus>.Failed(Fault));

        Assert.Same(Fault, observer.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_has_left_while_the_scheduler_refused_is_told_nothing(bool isFault)
    {
        RawObserver<UploadStatus> observer = Call();
        _time!.Refuses = _ =>
        {
            observer.Dispose();
            return true;
        };
        _answer.SetResult(isFault ? Answer<UploadStatus>.Failed(Fault) : QueueRun.Answer(UploadState.Pending));

        _run.Says("""
            0  subscribe
            0  call
            1  dispose
            """);
    }

    [Fact]
    public void A_request_whose_time_cannot_be_limited_is_given_up_and_its_watch_ends()
    {
        // The first call of the scheduler is for the poll, the second for the end of its time.
        _time!.Refuses = call => call == 2;
        QueueRun.HandPoll poll = _run.PollOf("a");
        RawObserver<UploadStatus> observer = _run.Watch(poll, every: 2);
        _run.RunTo(1);

        Assert.Same(_time.Refusal, observer.Error);
        Assert.Null(poll.InFlight);
        _run.Says("""
            0  subscribe
            0  poll a
            0  error InvalidOperationException
            """);
    }

    [Fact]
    public void A_call_whose_time_cannot_be_limited_ends()
    {
        _time!.Refuses = call => call == 2;
        RawObserver<UploadStatus> observer = Call();

        Assert.Same(_time.Refusal, observer.Error);
        Assert.Equal(0, _run.Family.Budget.InFlight);
    }

    private RawObserver<UploadStatus> Call()
    {
        RawObserver<UploadStatus> observer = new(_run.Transcript);
        observer.SubscribeTo(new CallObservable<UploadStatus>(_run.Queue, _run.Family, _run.Plan(_answer.Task)));
        _run.RunTo(1);
        return observer;
    }
}
