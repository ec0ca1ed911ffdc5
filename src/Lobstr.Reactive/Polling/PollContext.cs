namespace Lobstr.Reactive;

/// <summary>What a <see cref="PollSchedule"/> may base its decision on.</summary>
public readonly record struct PollContext
{
    /// <summary>Good answers so far in this watch, the one just given included. 0 only while a 404 is being waited out.</summary>
    public int PollCount { get; init; }

    /// <summary>Time since the subscription, on the scheduler's stopwatch.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What the schedule returned last; zero for the first answer.</summary>
    public TimeSpan PreviousDelay { get; init; }

    /// <summary>Whether the answer was emitted, for it differed from the one before. The first one always is.</summary>
    public bool Changed { get; init; }
}
