using System.Reactive.Concurrency;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Delays longer than a scheduler can take.</summary>
public class LongDelayTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void A_schedule_of_never_neither_polls_again_nor_throws()
    {
        WatchRun run = new(new() { Schedule = PollSchedule.Every(TimeSpan.MaxValue) });
        run.Polls.Answers(Pending);
        run.SubscribeAndRunTo(400 * 86_400.0);

        run.Observer.Dispose();

        run.Says("""
            0  subscribe
            0  poll
            0  next PENDING
            34560000  dispose
            """);
    }

    [Fact]
    public void A_schedule_that_becomes_never_neither_polls_again_nor_throws()
    {
        WatchRun run = new(new() { Schedule = PollSchedule.Create(context => context.PollCount < 3 ? TimeSpan.FromSeconds(1) : TimeSpan.MaxValue - TimeSpan.FromTicks(1)) });
        run.Polls.Answers(Pending).Times(3);

        run.Says(until: 400 * 86_400.0, """
            0  subscribe
            0  poll
            0  next PENDING
            1  poll
            2  poll
            """);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(1000)]
    public void Waits_between_two_tries_of_a_call_are_split_too(int days)
    {
        using ClientRun run = Awkward(days * Day);
        run.Service.Answers(503, "", headers: ("Retry-After", $"{days * 86_400}")).Answers(200, """{"id":"r","status":"pending"}""");
        Task<Run> started = run.Client.Runs.Start("s1").ToTask(TestContext.Current.CancellationToken);
        run.RunTo((days * 86_400) + 1.0);

        Assert.True(started.IsCompletedSuccessfully);
        Assert.Equal([0, days * 86_400], run.Transcript.InstantsOf("POST"));
    }

    [Fact]
    public void A_wait_between_two_tries_that_never_ends_is_no_error()
    {
        using ClientRun run = Awkward(TimeSpan.MaxValue);
        run.Service.Answers(503, "", headers: ("Retry-After", $"{long.MaxValue}"));
        Task<Run> started = run.Client.Runs.Start("s1").ToTask(TestContext.Current.CancellationToken);
        run.RunTo(400 * 86_400.0);
        Assert.False(started.IsCompleted);

        run.Client.Dispose();
        run.RunTo(401 * 86_400.0);
        Assert.IsType<ObjectDisposedException>(started.Exception?.InnerException);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(null)]
    public void A_file_may_be_waited_for_for_longer_than_a_scheduler_takes(int? days)
    {
        using ClientRun run = Awkward(longest: Day, options => options with { RequestTimeout = days * Day ?? TimeSpan.MaxValue });
        run.Service
            .Answers(200, """{"id":"r","status":"done","export_done":true}""")
            .Answers(200, """{"s3":"https://store.example/r.csv"}""")
            .Answers(200, "a,b\n", after: 40 * 86_400);
        using var file = new MemoryStream();
        Task downloaded = run.Client.Runs.DownloadAsync("r", file, TestContext.Current.CancellationToken);
        run.RunTo(41 * 86_400.0);

        Assert.True(downloaded.IsCompletedSuccessfully, $"{downloaded.Exception}");
        Assert.Equal(4, file.Length);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(1000)]
    public void Delays_longer_than_a_scheduler_takes_are_split_and_still_exact(double days)
    {
        WatchRun run = new(
            new() { Schedule = PollSchedule.Every(days * Day) },
            scheduler => new AwkwardScheduler(scheduler) { LongestDelay = TimeSpan.FromMilliseconds(uint.MaxValue - 1) });
        run.Polls.Answers(Pending).Answers(Success);

        run.Says(until: days * 86_400 + 1, $"""
            0  subscribe
            0  poll
            0  next PENDING
            {days * 86_400}  poll
            {days * 86_400}  next SUCCESS
            {days * 86_400}  completed
            """);
    }

    [Fact]
    public void A_deadline_further_away_than_a_scheduler_takes_is_split_and_still_exact()
    {
        WatchRun run = new(
            new() { Schedule = PollSchedule.Every(TimeSpan.MaxValue), Timeout = 90 * Day },
            scheduler => new AwkwardScheduler(scheduler) { LongestDelay = TimeSpan.FromMilliseconds(uint.MaxValue - 1) });
        run.Polls.Answers(Pending).Times(2);

        run.Says(until: 91 * 86_400, """
            0  subscribe
            0  poll
            0  next PENDING
            7776000  poll
            7776000  error UploadTimeoutException
            """);
    }

    [Fact]
    public void The_longest_of_options_survive_a_poll_that_is_under_way()
    {
        WatchRun run = new(
            new() { Timeout = TimeSpan.MaxValue, NotFoundGrace = TimeSpan.MaxValue },
            scheduler => new AwkwardScheduler(scheduler) { LongestDelay = TimeSpan.FromMilliseconds(uint.MaxValue - 1) });
        run.Polls.Fails(new UploadNotFoundException("up-1"), after: 1).Answers(Success, after: 86_400);

        run.Says(until: 100_000, """
            0  subscribe
            0  poll
            3  poll
            86403  next SUCCESS
            86403  completed
            """);
    }

    [Fact]
    public void A_sixty_day_delay_on_the_default_scheduler_is_not_thrown_at()
    {
        using ManualResetEventSlim scheduled = new();
        Exception? error = null;
        IScheduler catching = DefaultScheduler.Instance.Catch<Exception>(thrown =>
        {
            error = thrown;
            scheduled.Set();
            return true;
        });
        LoggingScheduler scheduler = new(catching, scheduled);

        using IDisposable subscription = UploadStatusObservable
            .Create(_ => Task.FromResult(PollScript.Status(Pending)), new() { Schedule = PollSchedule.Every(60 * Day) }, scheduler)
            .Subscribe(_ => { }, e => error = e);

        Assert.True(scheduled.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "A long delay should have been scheduled.");
        Assert.Null(error);
    }

    /// <summary>Says when a delay of more than a day has been accepted.</summary>
    private sealed class LoggingScheduler(IScheduler inner, ManualResetEventSlim scheduled) : IScheduler
    {
        public DateTimeOffset Now => inner.Now;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
            inner.Schedule((state, action), (_, work) => work.action(this, work.state));

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
        {
            IDisposable work = inner.Schedule((state, action), dueTime, (_, work) => work.action(this, work.state));
            if (dueTime > Day)
                scheduled.Set();
            return work;
        }

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
            Schedule(state, dueTime - Now, action);
    }

    private static ClientRun Awkward(TimeSpan longest, Func<LobstrClientOptions, LobstrClientOptions>? configure = null) => new(options =>
    {
        options = options with
        {
            Scheduler = new AwkwardScheduler(options.Scheduler) { LongestDelay = TimeSpan.FromMilliseconds(uint.MaxValue - 1) },
            LongestPause = longest,
        };
        return configure?.Invoke(options) ?? options;
    });
}
