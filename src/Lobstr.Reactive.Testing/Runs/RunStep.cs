using System.Numerics;

namespace Lobstr.Reactive.Testing;

/// <summary>A stretch of a run's life during which it has one status.</summary>
/// <param name="Status">The status as the service writes it; null: it knows no such run.</param>
/// <param name="Start">When it begins, since the run was asked for.</param>
/// <param name="Duration">How long it lasts.</param>
/// <param name="Results">How many rows are found in it, evenly spread.</param>
internal sealed record RunStep(string? Status, TimeSpan Start, TimeSpan Duration, long Results = 0)
{
    /// <summary>Why the run ended or stands still, in a word of the service's; null if it does neither.</summary>
    public string? Reason { get; init; }

    /// <summary>The same, for a person to read.</summary>
    public string? Description { get; init; }

    /// <summary>How long after the end the file of results is ready; null: as the simulator's options say.</summary>
    public TimeSpan? ExportAfter { get; init; }

    /// <summary>Whether there is never a file of results, though the run has ended.</summary>
    public bool ExportsNothing { get; init; }

    /// <summary>How much of the tasks has been done when the run ends with this step, from 0 to 1.</summary>
    public double Progress { get; init; } = 1;

    /// <summary>Whether the service says that the run is done, though its status is not final: it has collected all, and exports.</summary>
    public bool SaysIsDone { get; init; }

    /// <summary>Whether the service says that the run is done.</summary>
    public bool HasEnded => IsFinal || SaysIsDone;

    /// <summary>Whether nothing comes after it that the service tells.</summary>
    public bool IsFinal => IsDone || Is(RunStatuses.Aborted) || Is(RunStatuses.Error);

    public bool IsDone => Is(RunStatuses.Done);

    public bool IsAborted => Is(RunStatuses.Aborted);

    public bool IsPending => Is(RunStatuses.Pending);

    public bool IsRunning => Is(RunStatuses.Running);

    public TimeSpan End => Start + Duration;

    /// <summary>How much of it has passed, at an instant since the run was asked for.</summary>
    public TimeSpan PassedAt(TimeSpan elapsed) =>
        elapsed <= Start ? TimeSpan.Zero : elapsed >= End ? Duration : elapsed - Start;

    /// <summary>How many of its rows have been found.</summary>
    public long ResultsAt(TimeSpan elapsed) =>
        elapsed >= End ? Results : elapsed <= Start ? 0 : (long)(new BigInteger(Results) * (elapsed - Start).Ticks / Duration.Ticks);

    /// <summary>What of it is left if the run is stopped at an instant.</summary>
    public RunStep Until(TimeSpan elapsed) => this with { Duration = PassedAt(elapsed), Results = ResultsAt(elapsed) };

    public bool Is(string status) => string.Equals(Status, status, StringComparison.OrdinalIgnoreCase);
}
