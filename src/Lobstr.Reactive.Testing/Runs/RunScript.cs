using System.Numerics;

namespace Lobstr.Reactive.Testing;

/// <summary>What a run goes through, from when it is asked for. Immutable; can be used again.</summary>
/// <example>
/// <code>
/// RunScript.Pending(TimeSpan.FromSeconds(3)).Running(TimeSpan.FromSeconds(40), results: 250).Paused(TimeSpan.FromHours(1)).Succeeds()
/// </code>
/// </example>
/// <remarks>
/// Rows can be read as soon as they are found. A run is active, and no other of its squid can be started, until it is done,
/// aborted or in error.
/// </remarks>
public sealed class RunScript
{
    private readonly RunStep[] _steps;
    private readonly TimeSpan _work;

    internal RunScript(RunStep[] steps, long? plannedResults = null)
    {
        _steps = steps;
        _work = WorkAt(TimeSpan.MaxValue);
        Results = ResultsAt(TimeSpan.MaxValue);
        PlannedResults = plannedResults ?? (Progress > 0 ? (long)Math.Round(Results / Progress) : Results);
    }

    /// <summary>How many rows there are in the end.</summary>
    internal long Results { get; }

    /// <summary>How many there would be if all tasks were done.</summary>
    internal long PlannedResults { get; }

    /// <summary>When a row, counted from 0, is found.</summary>
    internal TimeSpan InstantOfRow(long row)
    {
        foreach (RunStep step in _steps)
        {
            // Rounded up: it is there at this instant.
            if (row < step.Results) return step.Start + TimeSpan.FromTicks((long)(((new BigInteger(row) + 1) * step.Duration.Ticks + step.Results - 1) / step.Results));
            row -= step.Results;
        }

        return Length;
    }

    /// <summary>When nothing changes any more.</summary>
    internal TimeSpan Length => _steps[^1].Start;

    /// <summary>First, the run waits to start.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static RunScriptBuilder Pending(TimeSpan duration) => RunScriptBuilder.Empty.Pending(duration);

    /// <summary>First, the run is scraping.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="results">How many rows it finds meanwhile, evenly spread; 0 or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time, or rows would get lost.</exception>
    public static RunScriptBuilder Running(TimeSpan duration, long results = 0) => RunScriptBuilder.Empty.Running(duration, results);

    /// <summary>First, the run is paused.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="reason">Why, in a word of the service's such as <c>no_account_available</c>; default: it does not say.</param>
    /// <param name="description">Why, for a person to read; default: it does not say.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static RunScriptBuilder Paused(TimeSpan duration, string? reason = null, string? description = null) =>
        RunScriptBuilder.Empty.Paused(duration, reason, description);

    /// <summary>First, the run has a status of this name, known or not.</summary>
    /// <param name="status">The status as the service writes it.</param>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static RunScriptBuilder Status(string status, TimeSpan duration) => RunScriptBuilder.Empty.Status(status, duration);

    /// <summary>First, the service knows no such run, though it has just answered with its id.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static RunScriptBuilder NotFound(TimeSpan duration) => RunScriptBuilder.Empty.NotFound(duration);

    /// <summary>The run is done from the start, and its file ready.</summary>
    /// <param name="results">How many rows there are; 0 or more.</param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static RunScript Succeeds(long results = 0) => Running(TimeSpan.Zero, results).Succeeds(exportAfter: TimeSpan.Zero);

    /// <summary>The run ended in an error from the start.</summary>
    /// <param name="description">Why, for a person to read.</param>
    /// <returns>The script.</returns>
    public static RunScript Fails(string? description = null) => RunScriptBuilder.Empty.Fails(description);

    /// <summary>The run waits to start and never does.</summary>
    /// <returns>The script.</returns>
    public static RunScript StaysPending() => RunScriptBuilder.Empty.StaysIn(RunStatuses.Pending);

    /// <summary>The life of a run that nothing else is said about.</summary>
    /// <param name="run">The run.</param>
    /// <returns>
    /// <see cref="Typical(TimeSpan, long)"/> with a row a task. It lasts 10 s and a quarter of the square root of the tasks in
    /// seconds: 400 tasks take 15 s, a million 260 s.
    /// </returns>
    public static RunScript Typical(StartedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Typical(TimeSpan.FromMilliseconds(10_000 + Math.Round(250 * Math.Sqrt(run.Tasks))), run.Tasks);
    }

    /// <summary>A life that goes well: an eighth of the time pending, six eighths running, an eighth uploading, then done.</summary>
    /// <param name="duration">How long until it is done; zero or more.</param>
    /// <param name="results">How many rows it finds; 0 or more.</param>
    /// <returns>The script.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static RunScript Typical(TimeSpan duration, long results) =>
        Pending(duration / 8).Running(duration * 6 / 8, results).Uploading(duration / 8).Succeeds();

    /// <summary>The story in a line.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() =>
        string.Join(", ", _steps.Select(step => $"{step.Status ?? "not found"} from {step.Start}"));

    internal RunStep StepAt(TimeSpan elapsed) => _steps[IndexAt(elapsed)];

    internal long ResultsAt(TimeSpan elapsed) => _steps.Sum(step => step.ResultsAt(elapsed));

    /// <summary>How much of the scraping is done, from 0 to 1.</summary>
    internal double ProgressAt(TimeSpan elapsed) =>
        StepAt(elapsed).IsDone ? Progress
        : _work > TimeSpan.Zero ? Progress * (WorkAt(elapsed) / _work)
        : 0;

    /// <summary>When so much of the scraping is done; null if it never is.</summary>
    internal TimeSpan? InstantOf(double progress)
    {
        if (progress > Progress) return null;
        TimeSpan work = Progress > 0 ? _work * (progress / Progress) : TimeSpan.Zero;
        foreach (RunStep step in _steps.Where(step => step.IsRunning))
        {
            if (work <= step.Duration) return step.Start + work;
            work -= step.Duration;
        }

        return EndsAt;
    }

    /// <summary>The story if somebody stops the run: what has been found is exported, and only then is its status final.</summary>
    internal RunScript AbortedAt(TimeSpan elapsed, TimeSpan exportDelay)
    {
        RunStep[] lived = [.. _steps.TakeWhile(step => step.Start <= elapsed && !step.IsFinal).Select(step => step.Until(elapsed))];
        TimeSpan export = _steps[^1].ExportAfter ?? exportDelay;
        double progress = ProgressAt(elapsed);
        var uploading = new RunStep(RunStatuses.Uploading, elapsed, export) { Reason = RunStatuses.Aborted, SaysIsDone = true, Progress = progress };
        RunStep aborted = uploading with
        {
            Status = RunStatuses.Aborted,
            Start = uploading.End,
            Duration = TimeSpan.Zero,
            ExportAfter = TimeSpan.Zero,
        };
        return new RunScript([.. lived, uploading, aborted], PlannedResults);
    }

    /// <summary>When the run starts to scrape; null if it never does.</summary>
    internal TimeSpan? StartsAt => Array.Find(_steps, step => step.IsRunning)?.Start;

    /// <summary>When the run ends, however it does; null if it never does.</summary>
    internal TimeSpan? EndsAt => Array.Find(_steps, step => step.HasEnded)?.Start;

    internal IReadOnlyList<RunStep> Steps => _steps;

    // How much of the tasks is done in the end.
    private double Progress => _steps[^1].Progress;

    private int IndexAt(TimeSpan elapsed)
    {
        int index = _steps.Length - 1;
        while (index > 0 && _steps[index].Start > elapsed) index--;
        return index;
    }

    private TimeSpan WorkAt(TimeSpan elapsed) => TimeSpan.FromTicks(
        _steps.Where(step => step.IsRunning).Sum(step => step.PassedAt(elapsed).Ticks));
}
