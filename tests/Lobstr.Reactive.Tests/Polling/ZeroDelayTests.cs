using System.Reactive;
using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Polls that are answered at once and follow each other without a delay: between any two of them the scheduler has its thread back.</summary>
public class ZeroDelayTests
{
    // When the test ends, and the instants up to then in which one can poll.
    private const int Disposed = 1_000;

    // Whoever polls that often has not given the scheduler back: that must end, too.
    private const int TooMany = 10 * Disposed;

    private static readonly WatchOptions Hasty = new()
    {
        Schedule = PollSchedule.Every(TimeSpan.Zero),
        Retry = new() { MaxRetries = int.MaxValue, BaseDelay = TimeSpan.Zero },
    };

    private int _polls;

    public enum Reply
    {
        Same,
        Another,
        Fault,
    }

    [Theory]
    [InlineData(Reply.Same)]
    [InlineData(Reply.Another)]
    [InlineData(Reply.Fault)]
    public void Whoever_disposes_at_an_instant_does(Reply reply)
    {
        TestScheduler scheduler = new();

        ITestableObserver<UploadStatus> seen = scheduler.Start(() => Watch(reply, scheduler), created: 0, subscribed: 0, Disposed);

        Assert.InRange(_polls, Disposed - 10, Disposed);
        Assert.DoesNotContain(seen.Messages, message => message.Value.Kind is not NotificationKind.OnNext);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public void Whoever_disposes_of_a_watch_of_a_client_without_a_cap_does_too(int status)
    {
        using ClientRun run = new(options => options with { TaskRequestsPerMinute = null });
        run.Service.Answers(status, ClientRun.Pending).Times(TooMany).Answers(200, ClientRun.Success);
        run.Scheduler.ScheduleAbsolute(Disposed, run.Observer.Dispose);
        run.WatchTo(1, Hasty);

        Assert.False(run.Observer.HasEnded);
        Assert.InRange(run.Transcript.Lines.Count(line => line.Contains("GET", StringComparison.Ordinal)), Disposed / 2, Disposed);
    }

    private IObservable<UploadStatus> Watch(Reply reply, IScheduler scheduler) => UploadStatusObservable.Create(
        _ => ++_polls switch
        {
            TooMany => Task.FromResult(PollScript.Status(Success)),
            _ when reply is Reply.Fault => Task.FromException<UploadStatus>(new IOException()),
            int poll => Task.FromResult(PollScript.Status(reply is Reply.Another && poll % 2 == 0 ? Progress : Pending)),
        },
        Hasty,
        scheduler);
}
