namespace Lobstr.Reactive;

/// <summary>How far a run has come. Equal by value: a watch emits stats that differ from those before.</summary>
public sealed record RunStats
{
    /// <summary>The id of the run.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// Whether the service calls the run done, however it ended. It does so early, of a run that still exports what it found: see
    /// <see cref="Run.IsFinal"/>.
    /// </summary>
    public bool IsDone { get; init; }

    /// <summary>How much is done, from 0 to 100; null if it is not known.</summary>
    public double? PercentDone { get; init; }

    /// <summary>How long it will still take; null if it is not known (the service writes "∞").</summary>
    public TimeSpan? Eta { get; init; }

    /// <summary>The tasks of the run.</summary>
    public long TotalTasks { get; init; }

    /// <summary>Tasks that are done.</summary>
    public long TasksDone { get; init; }

    /// <summary>Tasks that are not.</summary>
    public long TasksLeft { get; init; }

    /// <summary>Rows found so far.</summary>
    public long TotalResults { get; init; }

    /// <summary>Rows found so far, as the service counts them for its progress; null if it did not say.</summary>
    public long? ResultsDone { get; init; }

    /// <summary>Rows expected in all; null if the service did not say.</summary>
    public long? ResultsExpected { get; init; }

    /// <summary>What is being scraped; null if nothing is.</summary>
    public string? CurrentTask { get; init; }

    /// <summary>When the run started, in UTC; null until it has.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, in UTC; null until it has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long it has been running, or ran; null if the service did not say.</summary>
    public TimeSpan? Duration { get; init; }
}
