namespace Lobstr.Reactive.Tests.Model;

/// <summary>How a script watches: options by the numbers, all in milliseconds.</summary>
public sealed record WatchSpec
{
    /// <summary>Two fractions of a millisecond that no sum of the script's other numbers has: nothing falls on the same instant by chance.</summary>
    public const double OffGrid = 0.3337;
    public const double DisposeOffGrid = 0.1113;

    private static readonly double[] Draws = [0.5, 0, 0.25, 0.75];

    public double SubscribeAt { get; init; }
    public ScheduleKind Schedule { get; init; }
    public int First { get; init; } = 2000;
    public double Factor { get; init; } = 1.5;
    public int Longest { get; init; } = 10_000;
    public int MaxRetries { get; init; } = 2;
    public int BaseDelay { get; init; } = 400;
    public int MaxDelay { get; init; } = 1600;
    public JitterKind Jitter { get; init; }
    public RetryWish Retry { get; init; }
    public double? Timeout { get; init; }
    public double NotFoundGrace { get; init; }

    /// <summary>When another action of the scheduler disposes the watch; null: never.</summary>
    public double? DisposeAt { get; init; }

    /// <summary>Which notification, from 1, the observer answers with an exception; null: none.</summary>
    public int? ThrowsAt { get; init; }

    /// <summary>Inside which notification, from 1, the observer disposes; null: none.</summary>
    public int? DisposesInside { get; init; }

    public WatchOptions ToOptions()
    {
        int scheduled = 0;
        int drawn = 0;
        return new()
        {
            Schedule = Schedule switch
            {
                ScheduleKind.Every => PollSchedule.Every(Ms(First)),
                ScheduleKind.Backoff => PollSchedule.Backoff(Ms(First), Factor, Ms(Longest)),
                ScheduleKind.Never => PollSchedule.Every(TimeSpan.MaxValue),
                _ => PollSchedule.Create(context => Custom(++scheduled, context.PollCount, context.Elapsed, context.PreviousDelay, context.Changed)),
            },
            Retry = new()
            {
                MaxRetries = MaxRetries,
                BaseDelay = Ms(BaseDelay),
                MaxDelay = Ms(MaxDelay),
                Jitter = () => Draw(++drawn),
                ShouldRetry = Retry is RetryWish.AsListed ? null : fault => Wants(fault is IOException),
            },
            Timeout = Timeout is { } timeout ? Ms(timeout) : null,
            NotFoundGrace = Ms(NotFoundGrace),
        };
    }

    /// <summary>The custom schedule: a delay that tells everything it was told.</summary>
    public TimeSpan Custom(int call, int polls, TimeSpan elapsed, TimeSpan previous, bool changed) => (Schedule, call) switch
    {
        (ScheduleKind.Throwing, 3) => throw new ScriptedException("schedule"),
        (ScheduleKind.Negative, 3) => TimeSpan.FromTicks(-1),
        _ => Ms(First / 4) + (Ms(10) * polls) + (elapsed / 8) + (previous / 4) + (changed ? Ms(7) : TimeSpan.Zero),
    };

    public double Draw(int call) => call != 3 ? Draws[(call - 1) % Draws.Length] : Jitter switch
    {
        JitterKind.One => 1,
        JitterKind.NotANumber => double.NaN,
        JitterKind.Negative => -0.25,
        JitterKind.Throws => throw new ScriptedException("jitter"),
        _ => Draws[2],
    };

    /// <summary>What a ShouldRetry of the script's own says.</summary>
    public bool Wants(bool isBrokenStream) => Retry switch
    {
        RetryWish.Always => true,
        RetryWish.Never => false,
        RetryWish.BrokenStreamsOnly => isBrokenStream,
        _ => throw new ScriptedException("ShouldRetry"),
    };

    public override string ToString() => string.Join(", ", Words());

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));

    private IEnumerable<string> Words()
    {
        if (SubscribeAt > 0)
            yield return $"from {SubscribeAt}";
        yield return $"{Schedule} {First}{(Schedule is ScheduleKind.Backoff ? $" x {Factor} to {Longest}" : "")}";
        yield return $"{MaxRetries} retries {BaseDelay} to {MaxDelay}, jitter {Jitter}, retry {Retry}";
        if (Timeout is { } timeout)
            yield return $"timeout {timeout}";
        if (NotFoundGrace > 0)
            yield return $"grace {NotFoundGrace}";
        if (DisposeAt is { } at)
            yield return $"disposed at {at}";
        if (ThrowsAt is { } throws)
            yield return $"throws in notification {throws}";
        if (DisposesInside is { } inside)
            yield return $"disposes inside notification {inside}";
    }
}
