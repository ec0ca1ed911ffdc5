namespace Lobstr.Reactive.Testing;

/// <summary>The beginning of a <see cref="RunScript"/>: what happens next, or how it ends. Immutable; can be used again.</summary>
public sealed class RunScriptBuilder
{
    private readonly RunStep[] _steps;
    private readonly TimeSpan _end;

    private RunScriptBuilder(RunStep[] steps, TimeSpan end)
    {
        _steps = steps;
        _end = end;
    }

    internal static RunScriptBuilder Empty { get; } = new([], TimeSpan.Zero);

    /// <summary>Then the run waits to start.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder Pending(TimeSpan duration) => For(duration, RunStatuses.Pending);

    /// <summary>Then it is scraping.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="results">How many rows it finds meanwhile, evenly spread; 0 or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time, or rows would get lost.</exception>
    public RunScriptBuilder Running(TimeSpan duration, long results = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(results);
        return For(duration, RunStatuses.Running, results);
    }

    /// <summary>Then it is paused.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder Paused(TimeSpan duration) => For(duration, RunStatuses.Paused);

    /// <summary>Then it is writing its results.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder Uploading(TimeSpan duration) => For(duration, RunStatuses.Uploading);

    /// <summary>Then it has a status of this name, known or not.</summary>
    /// <param name="status">The status as the service writes it.</param>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder Status(string status, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(status);
        return For(duration, status);
    }

    /// <summary>Then the service knows no such run.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder NotFound(TimeSpan duration) => For(duration, status: null);

    /// <summary>In the end it is done.</summary>
    /// <param name="exportAfter">How much later the file of results is ready; zero or more; default: at once.</param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScript Succeeds(TimeSpan exportAfter = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exportAfter, TimeSpan.Zero);
        return End(RunStatuses.Done, "tasks_done", "All tasks are done.", exportAfter);
    }

    /// <summary>In the end it fails: its status is <c>error</c>. Rows that it has found stay.</summary>
    /// <param name="description">Why, for a person to read.</param>
    /// <returns>The script.</returns>
    public RunScript Fails(string? description = null) =>
        End(RunStatuses.Error, "error", description ?? "The crawler could not go on.");

    /// <summary>In the end somebody stops it: its status is <c>aborted</c>. Rows that it has found stay.</summary>
    /// <param name="description">Why, for a person to read.</param>
    /// <returns>The script.</returns>
    public RunScript Aborts(string? description = null) =>
        End(RunStatuses.Aborted, "aborted", description ?? "Somebody stopped the run.");

    /// <summary>In the end it has a status of this name, known or not, and keeps it: unless it is a final one, it never ends.</summary>
    /// <param name="status">The status as the service writes it.</param>
    /// <returns>The script.</returns>
    public RunScript StaysIn(string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return End(status);
    }

    /// <summary>In the end the service knows it no longer: 404.</summary>
    /// <returns>The script.</returns>
    public RunScript Vanishes() => End(status: null);

    private RunScriptBuilder For(TimeSpan duration, string? status, long results = 0)
    {
        if (duration < TimeSpan.Zero || duration > TimeSpan.MaxValue - _end)
        {
            string what = duration < TimeSpan.Zero ? "would go backwards in time" : "would last longer than a TimeSpan can";
            throw new ArgumentOutOfRangeException(
                nameof(duration), duration,
                $"The script {what}: {status ?? "not found"} begins at {_end} and would last {duration}. Durations are from step to step.");
        }

        return new RunScriptBuilder([.. _steps, new RunStep(status, _end, duration, results)], _end + duration);
    }

    private RunScript End(string? status, string? reason = null, string? description = null, TimeSpan exportAfter = default)
    {
        var last = new RunStep(status, _end, TimeSpan.Zero) { Reason = reason, Description = description, ExportAfter = exportAfter };
        return new RunScript([.. _steps, last]);
    }
}
