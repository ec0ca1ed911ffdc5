using System.Runtime.CompilerServices;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>One request between its beginning, its answer, and whoever gives it up.</summary>
public class CallTests
{
    private readonly QueueRun _run = new();
    private readonly TaskCompletionSource<Answer<UploadStatus>> _answer = new();

    [Fact]
    public void Given_up_before_it_has_begun_it_is_not_sent_and_leaves_nothing_behind()
    {
        RawObserver<UploadStatus> observer = new(_run.Transcript);
        ObservedCall<UploadStatus> call = new(_run.Queue, _run.Family, _run.Plan(_answer.Task), observer);

        call.Dispose();
        call.Start();
        _run.RunTo(60);

        Assert.Empty(_run.Transcript.Lines);
        Assert.Empty(_run.Family.Calls);
        Assert.True(_run.Look().IsIdle);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Given_up_before_its_answer_it_leaves_nothing_behind_either(double after)
    {
        RawObserver<UploadStatus> observer = Observe();
        _run.RunTo(after);
        observer.Dispose();
        _run.RunTo(60);

        Assert.Empty(_run.Family.Calls);
        Assert.True(_run.Look().IsIdle);
    }

    [Fact]
    public void Given_up_after_its_answer_and_before_that_is_told_it_says_nothing()
    {
        RawObserver<UploadStatus> observer = Observe();
        _run.RunTo(1);

        _answer.SetResult(QueueRun.Answer(Pending));
        observer.Dispose();
        _run.RunTo(60);

        _run.Says("""
            0  subscribe
            0  call
            1  dispose
            """);
    }

    [Fact]
    public async Task An_answer_that_has_come_is_not_lost_to_a_cancellation_after_it()
    {
        using CancellationTokenSource cancellation = new();
        Task<UploadStatus> result = NewCall().Start(cancellation.Token);
        _run.RunTo(1);

        _answer.SetResult(QueueRun.Answer(Pending));
        await cancellation.CancelAsync();
        _run.RunTo(60);

        Assert.Equal(Pending, (await result).State);
    }

    [Fact]
    public async Task What_was_never_sent_is_not_explained_as_if_it_had_been()
    {
        Task<UploadStatus> result = NewCall(explain: fault => new IOException("It may have arrived.", fault)).Start(CancellationToken.None);

        _run.Queue.Close();
        _run.RunTo(60);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => result);
    }

    [Fact]
    public async Task Of_a_queue_that_is_closed_it_fails_at_once_without_the_scheduler()
    {
        _run.Queue.Close();

        Task<UploadStatus> result = NewCall().Start(CancellationToken.None);

        Assert.True(result.IsFaulted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => result);
    }

    [Fact]
    public void After_its_answer_nothing_is_left_on_the_scheduler()
    {
        Observe();
        _run.RunTo(1);

        _answer.SetResult(QueueRun.Answer(Pending));
        _run.Scheduler.Start();

        _run.Says("""
            0  subscribe
            0  call
            1  next PENDING
            1  completed
            """);
        Assert.Equal(1, _run.Transcript.Seconds);
    }

    [Fact]
    public void After_its_answer_nothing_holds_it_neither_the_queue_nor_a_token_that_lives_on()
    {
        using CancellationTokenSource cancellation = new();
        WeakReference call = CallToTheEnd(cancellation.Token);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(call.IsAlive);
        GC.KeepAlive(_run);
    }

    [Fact]
    public async Task A_fault_of_its_time_says_how_long_it_took_not_when_that_was()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();
        run.RunTo(100);

        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(run.Ask);

        Assert.EndsWith(" within 30 s.", error.Message, StringComparison.Ordinal);
    }

    private RawObserver<UploadStatus> Observe() => new RawObserver<UploadStatus>(_run.Transcript)
        .SubscribeTo(new CallObservable<UploadStatus>(_run.Queue, _run.Family, _run.Plan(_answer.Task)));

    private TaskCall<UploadStatus> NewCall(Func<Exception, Exception>? explain = null) =>
        new(_run.Queue, _run.Family, _run.Plan(_answer.Task, explain: explain));

    // Not inlined, or the caller's frame would hold it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference CallToTheEnd(CancellationToken cancellationToken)
    {
        TaskCall<UploadStatus> call = NewCall();
        Task<UploadStatus> result = call.Start(cancellationToken);
        _run.RunTo(1);
        _answer.SetResult(QueueRun.Answer(Pending));
        _run.RunTo(2);
        Assert.True(result.IsCompletedSuccessfully);
        return new WeakReference(call);
    }
}
