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
    /// <param name="reason">Why, in a word of the service's such as <c>no_account_available</c>; default: it does not say.</param>
    /// <param name="description">Why, for a person to read; default: it does not say.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder Paused(TimeSpan duration, string? reason = null, string? description = null) =>
        For(duration, RunStatuses.Paused, what: step => step with { Reason = reason, Description = description });

    /// <summary>Then it is writing its results: it has collected all, and its status is not final.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="isDone">
    /// Whether the service says <c>is_done</c> already, and when the run ended, as it does after an abort; default false.
    /// </param>
    /// <param name="reason">Why it ended, in a word of the service's such as <c>aborted</c>; default: it does not say yet.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScriptBuilder Uploading(TimeSpan duration, bool isDone = false, string? reason = null) =>
        For(duration, RunStatuses.Uploading, what: step => step with { SaysIsDone = isDone, Reason = reason });

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
    /// <param name="exportAfter">
    /// How much later the file of results is ready; zero or more; default: <see cref="LobstrSimulatorOptions.ExportDelay"/>.
    /// </param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public RunScript Succeeds(TimeSpan? exportAfter = null) => End(new RunStep(RunStatuses.Done, _end, TimeSpan.Zero)
    {
        Reason = "tasks_done",
        Description = "All tasks are done.",
        ExportAfter = Exported(exportAfter),
    });

    /// <summary>In the end it is done, but for another reason than that its tasks are: its status is <c>done</c> all the same.</summary>
    /// <param name="reason">Why, in a word of the service's such as <c>no_credits_left</c>.</param>
    /// <param name="description">Why, for a person to read; default: it does not say.</param>
    /// <param name="progress">How much of its tasks it has done, from 0 to 1; default 1.</param>
    /// <param name="exportAfter">
    /// How much later the file of results is ready; zero or more; default: <see cref="LobstrSimulatorOptions.ExportDelay"/>.
    /// </param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RunScript IsCutShort(string reason, string? description = null, double progress = 1, TimeSpan? exportAfter = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (progress is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(progress), progress, "The progress is from 0 to 1.");
        return End(new RunStep(RunStatuses.Done, _end, TimeSpan.Zero)
        {
            Reason = reason,
            Description = description,
            Progress = progress,
            ExportAfter = Exported(exportAfter),
        });
    }

    /// <summary>In the end it fails: its status is <c>error</c>. Rows that it has found stay, and no file of them is made.</summary>
    /// <param name="description">Why, for a person to read.</param>
    /// <param name="reason">Why, in a word of the service's such as <c>account_blocked</c>; default <c>error</c>.</param>
    /// <returns>The script.</returns>
    public RunScript Fails(string? description = null, string reason = RunStatuses.Error) => End(new RunStep(RunStatuses.Error, _end, TimeSpan.Zero)
    {
        Reason = reason,
        Description = description ?? "The crawler could not go on.",
        ExportsNothing = true,
    });

    /// <summary>In the end somebody stops it: its status is <c>aborted</c>. Rows that it has found stay, and are exported.</summary>
    /// <param name="description">Why, for a person to read.</param>
    /// <param name="exportAfter">
    /// How much later the file of results is ready; zero or more; default: <see cref="LobstrSimulatorOptions.ExportDelay"/>.
    /// </param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    /// <remarks>
    /// A run that is aborted by a request is <c>uploading</c> first, until its file is ready. To script the same, put
    /// <c>Uploading(duration, isDone: true, reason: "aborted")</c> before this.
    /// </remarks>
    public RunScript Aborts(string? description = null, TimeSpan? exportAfter = null) => End(new RunStep(RunStatuses.Aborted, _end, TimeSpan.Zero)
    {
        Reason = RunStatuses.Aborted,
        Description = description ?? "Somebody stopped the run.",
        ExportAfter = Exported(exportAfter),
    });

    /// <summary>In the end it has a status of this name, known or not, and keeps it: unless it is a final one, it never ends.</summary>
    /// <param name="status">The status as the service writes it.</param>
    /// <returns>The script.</returns>
    public RunScript StaysIn(string status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return End(new RunStep(status, _end, TimeSpan.Zero));
    }

    /// <summary>In the end the service knows it no longer: 404.</summary>
    /// <returns>The script.</returns>
    public RunScript Vanishes() => End(new RunStep(Status: null, _end, TimeSpan.Zero));

    private static TimeSpan? Exported(TimeSpan? exportAfter)
    {
        if (exportAfter is { } after) ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero, nameof(exportAfter));
        return exportAfter;
    }

    private RunScriptBuilder For(TimeSpan duration, string? status, long results = 0, Func<RunStep, RunStep>? what = null)
    {
        if (duration < TimeSpan.Zero || duration > TimeSpan.MaxValue - _end)
        {
            string problem = duration < TimeSpan.Zero ? "would go backwards in time" : "would last longer than a TimeSpan can";
            throw new ArgumentOutOfRangeException(
                nameof(duration), duration,
                $"The script {problem}: {status ?? "not found"} begins at {_end} and would last {duration}. Durations are from step to step.");
        }

        var step = new RunStep(status, _end, duration, results);
        return new RunScriptBuilder([.. _steps, what?.Invoke(step) ?? step], _end + duration);
    }

    private RunScript End(RunStep last) => new([.. _steps, last]);
}
