using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>When a watch asks.</summary>
public class ScheduleTests
{
    [Fact]
    public void The_next_delay_starts_when_an_answer_has_been_delivered_and_polls_never_overlap()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending, after: 5).Answers(Pending, after: 7).Answers(Success, after: 1);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            5  next PENDING
            7  poll
            16  poll
            17  next SUCCESS
            17  completed
            """);
    }

    [Fact]
    public void Without_a_schedule_uploads_are_polled_every_2_s_and_runs_every_5()
    {
        using ServiceRun run = new();
        run.Service.AddUpload("u", UploadScript.StaysPending());
        run.Service.AddRun("r", RunScript.StaysPending());
        using IDisposable upload = run.Client.Uploads.Watch("u", new() { Timeout = TimeSpan.FromHours(1) }).Subscribe(_ => { });
        using IDisposable stats = run.Client.Runs.Watch("r", new() { Timeout = TimeSpan.FromHours(1) }).Subscribe(_ => { });
        run.RunTo(12);

        Assert.Equal([0, 2, 4, 6, 8, 10, 12], Of("tasks"));
        Assert.Equal([0, 5, 10], Of("runs"));

        IEnumerable<double> Of(string family) => run.Service.Requests
            .Where(request => request.Path.StartsWith(family, StringComparison.Ordinal))
            .Select(request => Math.Round(request.SentAt.TotalSeconds, 3));
    }

    [Fact]
    public void The_time_that_OnNext_takes_is_not_part_of_the_delay()
    {
        WatchRun run = new();
        run.Polls.Answers(Pending).Answers(Success);
        run.Observer.WhenNext = status =>
        {
            if (status.State is Pending)
                run.Scheduler.Sleep(TimeSpan.FromSeconds(3).Ticks);
        };

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            5  poll
            5  next SUCCESS
            5  completed
            """);
    }

    [Fact]
    public void The_schedule_is_asked_after_each_answer_that_is_not_terminal_and_told_what_happened()
    {
        List<PollContext> contexts = [];
        WatchRun run = new(new()
        {
            Schedule = PollSchedule.Create(context =>
            {
                contexts.Add(context with { Elapsed = TimeSpan.FromSeconds(Math.Round(context.Elapsed.TotalSeconds, 3)) });
                return TimeSpan.FromSeconds(context.PollCount);
            }),
            Retry = new() { Jitter = () => 0.5 },
        });
        run.Polls.Answers(Pending).Answers(Pending, after: 0.25).Fails(new IOException()).Answers(Progress).Answers(Success);

        run.SubscribeAndRunTo(60);

        Assert.Equal(
            [
                new() { PollCount = 1, Elapsed = TimeSpan.Zero, PreviousDelay = TimeSpan.Zero, Changed = true },
                new() { PollCount = 2, Elapsed = TimeSpan.FromSeconds(1.25), PreviousDelay = TimeSpan.FromSeconds(1), Changed = false },
                new() { PollCount = 3, Elapsed = TimeSpan.FromSeconds(3.75), PreviousDelay = TimeSpan.FromSeconds(2), Changed = true },
            ],
            contexts);
        Assert.Equal([0, 1, 3.25, 3.75, 6.75], run.Transcript.InstantsOf("poll"));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_factor_that_is_none_is_refused_at_once_with_what_it_must_be(double factor)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => PollSchedule.Backoff(TimeSpan.FromSeconds(1), factor, TimeSpan.FromSeconds(8)));

        Assert.Equal("factor", error.ParamName);
        Assert.StartsWith("The factor must be a number of 1 or more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backoff_slows_down_while_nothing_changes_and_starts_anew_on_a_change()
    {
        WatchRun run = new(new() { Schedule = PollSchedule.Backoff(TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(8)) });
        run.Polls.Answers(Pending).Times(6).Answers(Progress).Times(2).Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            1  poll
            3  poll
            7  poll
            15  poll
            23  poll
            31  poll
            31  next PROGRESS
            32  poll
            34  poll
            34  next SUCCESS
            34  completed
            """);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_throwing_schedule_goes_to_OnError_after_the_answer(double latency)
    {
        ArithmeticException thrown = new("no idea");
        WatchRun run = new(new() { Schedule = PollSchedule.Create(_ => throw thrown) });
        run.Polls.Answers(Pending, after: latency);

        run.Says(until: 60, $"""
            0  subscribe
            0  poll
            {latency}  next PENDING
            {latency}  error ArithmeticException
            """);
        Assert.Same(thrown, run.Observer.Error);
    }

    [Fact]
    public void A_negative_delay_goes_to_OnError_after_the_answer()
    {
        WatchRun run = new(new() { Schedule = PollSchedule.Create(_ => TimeSpan.FromTicks(-1)) });
        run.Polls.Answers(Pending);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            0  error InvalidOperationException
            """);
        Assert.Contains("negative", run.Observer.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_that_throws_within_the_grace_of_a_404_goes_to_OnError()
    {
        WatchRun run = new(new()
        {
            NotFoundGrace = TimeSpan.FromSeconds(5),
            Schedule = PollSchedule.Create(_ => throw new ArithmeticException()),
        });
        run.Polls.Fails(new UploadNotFoundException("up-1"));

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  error ArithmeticException
            """);
    }

    [Fact]
    public void A_schedule_is_shared_by_watches_without_mixing_them_up()
    {
        WatchOptions options = new() { Schedule = PollSchedule.Backoff(TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(8)) };
        WatchRun run = new();
        PollScript first = new(run.Scheduler, run.Transcript, "A");
        PollScript second = new(run.Scheduler, run.Transcript, "B");
        first.Answers(Pending).Forever();
        second.Answers(Pending).Forever();

        using IDisposable a = UploadStatusObservable.Create(first.Poll, options, run.Scheduler).Subscribe(_ => { });
        run.At(2, () => UploadStatusObservable.Create(second.Poll, options, run.Scheduler).Subscribe(_ => { }));
        run.RunTo(20);

        Assert.Equal([0, 1, 3, 7, 15], run.Transcript.InstantsOf("A poll"));
        Assert.Equal([2, 3, 5, 9, 17], run.Transcript.InstantsOf("B poll"));
    }
}
