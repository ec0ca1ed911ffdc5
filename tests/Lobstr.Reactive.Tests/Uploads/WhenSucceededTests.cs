using System.Reactive.Subjects;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>The gate in front of "start the run".</summary>
public class WhenSucceededTests : ReactiveTest
{
    private static readonly UploadStatus PendingStatus = PollScript.Status(Pending);
    private static readonly UploadStatus SuccessStatus = PollScript.Status(Success);

    [Fact]
    public void Only_SUCCESS_passes_and_it_disposes_the_source()
    {
        TestScheduler scheduler = new();
        ITestableObservable<UploadStatus> source = scheduler.CreateHotObservable(
            OnNext(210, PendingStatus), OnNext(220, PollScript.Status(Progress)), OnNext(230, SuccessStatus), OnNext(240, SuccessStatus),
            OnCompleted<UploadStatus>(250));

        ITestableObserver<UploadStatus> seen = scheduler.Start(() => source.WhenSucceeded());

        seen.Messages.AssertEqual(OnNext(230, SuccessStatus), OnCompleted<UploadStatus>(230));
        source.Subscriptions.AssertEqual(Subscribe(200, 230));
    }

    [Fact]
    public void An_error_is_passed_on()
    {
        IOException error = new();
        TestScheduler scheduler = new();
        ITestableObservable<UploadStatus> source = scheduler.CreateHotObservable(
            OnNext(210, PendingStatus), OnError<UploadStatus>(220, error));

        ITestableObserver<UploadStatus> seen = scheduler.Start(() => source.WhenSucceeded());

        seen.Messages.AssertEqual(OnError<UploadStatus>(220, error));
        source.Subscriptions.AssertEqual(Subscribe(200, 220));
    }

    [Fact]
    public void A_source_that_completes_without_SUCCESS_is_an_InvalidOperationException()
    {
        TestScheduler scheduler = new();
        ITestableObservable<UploadStatus> source = scheduler.CreateHotObservable(
            OnNext(210, PendingStatus), OnNext(215, PollScript.Status(Failure)), OnCompleted<UploadStatus>(220));

        ITestableObserver<UploadStatus> seen = scheduler.Start(() => source.WhenSucceeded());

        Recorded<System.Reactive.Notification<UploadStatus>> message = Assert.Single(seen.Messages);
        Assert.Equal(220, message.Time);
        Assert.IsType<InvalidOperationException>(message.Value.Exception);
    }

    [Fact]
    public void Dispose_disposes_the_source()
    {
        TestScheduler scheduler = new();
        ITestableObservable<UploadStatus> source = scheduler.CreateHotObservable(OnNext(210, PendingStatus), OnNext(310, SuccessStatus));

        ITestableObserver<UploadStatus> seen = scheduler.Start(() => source.WhenSucceeded(), created: 100, subscribed: 200, disposed: 300);

        Assert.Empty(seen.Messages);
        source.Subscriptions.AssertEqual(Subscribe(200, 300));
    }

    [Fact]
    public void Behind_a_watch_it_starts_one_run_and_no_more()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Answers(Success);

        run.Observer.SubscribeTo(run.Watch().WhenSucceeded());
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  poll
            2  poll
            2  next SUCCESS
            2  completed
            """);
    }

    [Fact]
    public void Behind_a_watch_that_fails_no_run_is_started()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Answers(Failure);

        run.Observer.SubscribeTo(run.Watch().WhenSucceeded());
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  poll
            2  poll
            2  error UploadFailedException
            """);
    }

    [Fact]
    public void A_source_that_goes_on_after_SUCCESS_is_not_heard()
    {
        using Subject<UploadStatus> source = new();
        Transcript transcript = new(new TestScheduler());
        new RawObserver<UploadStatus>(transcript).SubscribeTo(source.WhenSucceeded());

        source.OnNext(SuccessStatus);
        Assert.False(source.HasObservers);
        source.OnNext(SuccessStatus);
        source.OnError(new IOException());

        Assert.Equal(["0  subscribe", "0  next SUCCESS", "0  completed"], transcript.Lines);
    }

    [Fact]
    public void A_null_source_is_refused() =>
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(() => UploadStatusExtensions.WhenSucceeded(null!)).ParamName);
}
