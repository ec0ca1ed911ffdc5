using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// A scheduler may lock what it likes when its clock is read: no lock of the client is held then. Whenever the client uses its scheduler,
/// another thread uses the client, which must not have to wait.
/// </summary>
public class ClockLockTests
{
    // No test waits so long: it is how long a deadlock would be waited for.
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    [Fact]
    public void Watches_that_begin_poll_retry_pause_and_end_read_the_clock_without_a_lock() => Play(run =>
    {
        run.Service.Faults.OnRequest(1, Fault.ConnectionReset);
        run.Watch(UploadScript.Progress(TimeSpan.FromSeconds(5)).Succeeds());
        run.Watch(UploadScript.Pending(TimeSpan.FromSeconds(5)).Fails());
        run.Watch(UploadScript.StaysPending(), new() { Timeout = TimeSpan.FromSeconds(7) });
        run.Time.AdvanceBy(TimeSpan.FromSeconds(3).Ticks);
        run.Service.Faults.OnRequest(7, Fault.Status(HttpStatusCode.TooManyRequests));
        run.Time.AdvanceBy(TimeSpan.FromSeconds(60).Ticks);
    });

    [Fact]
    public void Watches_that_are_disposed_read_the_clock_without_a_lock() => Play(run =>
    {
        IDisposable first = run.Watch(UploadScript.StaysPending());
        IDisposable second = run.Watch(UploadScript.StaysPending());
        run.Time.AdvanceBy(TimeSpan.FromSeconds(3).Ticks);
        first.Dispose();
        run.Client.Dispose();
        second.Dispose();
    });

    [Fact]
    public void Calls_that_are_sent_and_cancelled_read_the_clock_without_a_lock() => Play(run =>
    {
        string id = run.Service.AddUpload(UploadScript.StaysPending());
        using CancellationTokenSource cancellation = new();
        Task<UploadStatus> answered = run.Client.Uploads.GetStatusAsync(id, CancellationToken.None);
        run.Time.AdvanceBy(TimeSpan.FromSeconds(3).Ticks);
        Task<UploadStatus> cancelled = run.Client.Uploads.GetStatusAsync(id, cancellation.Token);
        cancellation.Cancel();
        Assert.True(answered.IsCompletedSuccessfully);
        Assert.True(cancelled.IsCanceled);
    });

    private static void Play(Action<Run> story)
    {
        using Run run = new();
        Exception? thrown = null;
        run.Scheduler.WhenUsed = () =>
        {
            run.Uses++;
            Thread thread = new(() => thrown ??= Record.Exception(
                () => run.Client.Uploads.Watch("somebody-elses").Subscribe(_ => { }, _ => { }).Dispose()));
            thread.Start();
            Assert.True(thread.Join(Deadlock), "The other thread should not have to wait for this one.");
        };

        story(run);

        Assert.Null(thrown);
        Assert.InRange(run.Uses, 5, int.MaxValue);
    }

    private sealed class Run : IDisposable
    {
        public Run()
        {
            Scheduler = new(Time);
            Service = new(Time);
            Client = Service.CreateClient(options => options with { Scheduler = Scheduler });
            Client.Events.Subscribe(_ => { }, _ => { });
        }

        public TestScheduler Time { get; } = new();

        public WatchedClockScheduler Scheduler { get; }

        public LobstrSimulator Service { get; }

        public LobstrClient Client { get; }

        public int Uses { get; set; }

        public IDisposable Watch(UploadScript life, WatchOptions? options = null) =>
            Client.Uploads.Watch(Service.AddUpload(life), options).Subscribe(_ => { }, _ => { });

        public void Dispose()
        {
            Scheduler.WhenUsed = null;
            Client.Dispose();
        }
    }
}
