namespace Lobstr.Reactive.Tests;

/// <summary>The options of a watch as values.</summary>
public class OptionsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_defaults_are_what_they_are_documented_to_be()
    {
        WatchOptions options = new();

        Assert.Null(options.Schedule);
        Assert.Equal(RetryPolicy.Default, options.Retry);
        Assert.Null(options.Timeout);
        Assert.Equal(TimeSpan.Zero, options.NotFoundGrace);
        Assert.Equal((5, Second, 30 * Second), (options.Retry.MaxRetries, options.Retry.BaseDelay, options.Retry.MaxDelay));
        Assert.Null(options.Retry.Jitter);
        Assert.Null(options.Retry.ShouldRetry);
        Assert.Equal(0, RetryPolicy.None.MaxRetries);
    }

    [Fact]
    public void Options_are_equal_by_value()
    {
        Assert.Equal(new WatchOptions(), new WatchOptions());
        Assert.Equal(new WatchOptions().GetHashCode(), new WatchOptions().GetHashCode());
        Assert.Equal(
            new WatchOptions { Schedule = PollSchedule.Backoff(Second, 2, 8 * Second), Retry = new() { MaxRetries = 3 }, Timeout = Second },
            new WatchOptions { Schedule = PollSchedule.Backoff(Second, 2, 8 * Second), Retry = new() { MaxRetries = 3 }, Timeout = Second });
        Assert.All<WatchOptions>(
            [
                new() { Schedule = PollSchedule.Every(Second) },
                new() { Retry = RetryPolicy.None },
                new() { Timeout = Second },
                new() { NotFoundGrace = Second },
            ],
            other => Assert.NotEqual(new WatchOptions(), other));
    }

    [Fact]
    public void Retry_policies_are_equal_by_value()
    {
        Assert.Equal(new RetryPolicy(), RetryPolicy.Default);
        Assert.Equal(new RetryPolicy { MaxRetries = 0 }, RetryPolicy.None);
        Assert.All<RetryPolicy>(
            [
                new() { MaxRetries = 4 },
                new() { BaseDelay = 2 * Second },
                new() { MaxDelay = 2 * Second },
                new() { Jitter = () => 0.5 },
                new() { ShouldRetry = _ => true },
            ],
            other => Assert.NotEqual(RetryPolicy.Default, other));
        Assert.Contains("MaxRetries = 5", RetryPolicy.Default.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_are_equal_by_value()
    {
        Func<PollContext, TimeSpan> next = _ => Second;

        Assert.Equal(PollSchedule.Every(Second), PollSchedule.Every(Second));
        Assert.Equal(PollSchedule.Every(Second).GetHashCode(), PollSchedule.Every(Second).GetHashCode());
        Assert.Equal(PollSchedule.Backoff(Second, 2, 8 * Second), PollSchedule.Backoff(Second, 2, 8 * Second));
        Assert.Equal(PollSchedule.Backoff(Second, 2, 8 * Second).GetHashCode(), PollSchedule.Backoff(Second, 2, 8 * Second).GetHashCode());
        Assert.Equal(PollSchedule.Create(next), PollSchedule.Create(next));
        Assert.Equal(PollSchedule.Create(next).GetHashCode(), PollSchedule.Create(next).GetHashCode());

        PollSchedule[] different =
        [
            PollSchedule.Every(Second),
            PollSchedule.Every(2 * Second),
            PollSchedule.Backoff(Second, 2, 8 * Second),
            PollSchedule.Backoff(2 * Second, 2, 8 * Second),
            PollSchedule.Backoff(Second, 3, 8 * Second),
            PollSchedule.Backoff(Second, 2, 9 * Second),
            PollSchedule.Create(next),
            PollSchedule.Create(_ => 2 * Second),
        ];
        Assert.Equal(different.Length, different.Distinct().Count());
    }

    [Fact]
    public void A_schedule_says_what_it_does()
    {
        Assert.Equal("every 00:00:02", PollSchedule.Every(2 * Second).ToString());
        Assert.Equal("from 00:00:01 times 1.5 up to 00:00:30, anew on a changed status", PollSchedule.Backoff(Second, 1.5, 30 * Second).ToString());
        Assert.Contains(nameof(Mine), PollSchedule.Create(Mine).ToString(), StringComparison.Ordinal);
        Assert.Contains("every 00:00:02", new WatchOptions { Schedule = PollSchedule.Every(2 * Second) }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_of_a_poll_is_equal_by_value()
    {
        PollContext context = new() { PollCount = 1, Elapsed = Second, PreviousDelay = 2 * Second, Changed = true };

        Assert.Equal(context, context with { });
        Assert.All<PollContext>(
            [context with { PollCount = 2 }, context with { Elapsed = default }, context with { PreviousDelay = default }, context with { Changed = false }],
            other => Assert.NotEqual(context, other));
    }

    private static TimeSpan Mine(PollContext context) => Second;
}
