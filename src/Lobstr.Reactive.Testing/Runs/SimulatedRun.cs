using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>A run and its script, which is another one once somebody has stopped it.</summary>
internal sealed class SimulatedRun
{
    // Of no particular meaning: what matters is that money-like numbers have fractions.
    public const double CreditPerResult = 0.1;

    private readonly Lock _gate = new();
    private readonly TaskList _tasks;
    private readonly SimulatorClock _clock;
    private readonly LobstrSimulatorOptions _options;
    private volatile RunScript _script;
    private volatile bool _hasNoResults;
    private volatile IReadOnlyList<long> _deletedTasks = [];

    public SimulatedRun(StartedRun start, TaskList tasks, RunScript script, SimulatorClock clock, LobstrSimulatorOptions options)
    {
        Start = start;
        _tasks = tasks;
        _script = script;
        _clock = clock;
        _options = options;
        Tasks = new RunTaskList(start, tasks, clock);
        start.FoundAt = row => clock.DateAt(start.StartedAt + _script.InstantOfRow(row));
    }

    public StartedRun Start { get; }

    public RunTaskList Tasks { get; }

    /// <summary>What it goes through.</summary>
    public RunScript Script => _script;

    public bool IsKnownAt(TimeSpan now) => StepAt(now).Status is not null;

    /// <summary>Whether it keeps others of its squid from being started.</summary>
    public bool IsActiveAt(TimeSpan now) => !StepAt(now).IsFinal && (IsKnownAt(now) || Since(now) < _script.Length);

    public RunStep StepAt(TimeSpan now) => _script.StepAt(Since(now));

    public long FoundAt(TimeSpan now) => _script.ResultsAt(Since(now));

    /// <summary>The rows that can be listed, of a task or of all, as ranges in order.</summary>
    /// <param name="now">When.</param>
    /// <param name="taskId">Of which task; null: of all.</param>
    public IEnumerable<(long Begin, long End)> ListedAt(TimeSpan now, string? taskId)
    {
        long found = _hasNoResults ? 0 : FoundAt(now);
        IReadOnlyList<long> deleted = _deletedTasks;
        if (taskId is not null)
        {
            if (found > 0 && _tasks.PlaceOf(taskId) is { } place && !deleted.Contains(place)) yield return FoundOf(place, found);
            yield break;
        }

        long begin = 0;
        foreach (long place in deleted)
        {
            (long gone, long next) = FoundOf(place, found);
            if (gone > begin) yield return (begin, gone);
            begin = next;
        }

        yield return (begin, found);
    }

    /// <summary>When its file of results is ready, since it was asked for; null if that is not certain yet, or never.</summary>
    public TimeSpan? ExportedAfter(TimeSpan now) =>
        StepAt(now) is { IsFinal: true, ExportsNothing: false } end && (end.IsDone || end.IsAborted)
            ? end.Start + (end.ExportAfter ?? _options.ExportDelay)
            : null;

    public bool IsExportedAt(TimeSpan now) => Since(now) >= ExportedAfter(now);

    /// <summary>A row, counted from 0 in the order in which they are found.</summary>
    public JsonObject RowOf(long index) => _options.ResultRow(Start, index)
        ?? throw new InvalidOperationException($"{nameof(LobstrSimulatorOptions.ResultRow)} returned null for row {index} of run {Start.Id}.");

    /// <summary>Stops it, if it has not ended.</summary>
    /// <returns>Whether it had not.</returns>
    public bool TryAbort(TimeSpan now)
    {
        RunScript script = _script;
        if (script.StepAt(Since(now)) is { HasEnded: true } or { Status: null }) return false;
        // Of two who stop it at once, one comes too late.
        return Interlocked.CompareExchange(ref _script, script.AbortedAt(Since(now), _options.ExportDelay), script) == script;
    }

    /// <summary>Forgets its rows if it has a task of this kind: they go with the tasks.</summary>
    public void DeleteResultsOf(bool isUrls) => _hasNoResults |= _tasks.HasKind(isUrls);

    /// <summary>Forgets the rows of one task, if it has that.</summary>
    public void DeleteResultsOf(string taskId)
    {
        if (_tasks.PlaceOf(taskId) is not { } place) return;
        lock (_gate) _deletedTasks = [.. new SortedSet<long>(_deletedTasks) { place }];
    }

    public TimeSpan Since(TimeSpan now) => now - Start.StartedAt;

    public string? DateOf(TimeSpan? since) =>
        since is { } instant ? TimeText.BareDate(_clock.DateAt(Start.StartedAt + instant)) : null;

    private (long Begin, long End) FoundOf(long task, long found)
    {
        (long begin, long end) = Tasks.RowsOf(task, _script.PlannedResults);
        return (Math.Min(begin, found), Math.Min(end, found));
    }

    /// <summary>A row like any crawler's: no two crawlers have the same columns.</summary>
    public static JsonObject TypicalRow(StartedRun run, long index) => new()
    {
        ["id"] = Ids.Of($"result {index} of {run.Id}"),
        ["object"] = "result",
        ["run"] = run.Id,
        ["squid"] = run.Squid,
        ["scraping_time"] = run.FoundAt is { } foundAt ? TimeText.BareDate(foundAt(index)) : null,
        ["position"] = index + 1,
        ["name"] = $"Result {index + 1}",
        ["url"] = $"https://example.com/results/{index + 1}",
        ["score"] = ((index * 7) % 50) / 10.0,
        ["phone"] = null,
    };
}
