namespace Lobstr.Reactive.Testing;

/// <summary>The runs that the service knows.</summary>
internal sealed class RunStore(UploadStore uploads, SimulatorClock clock, LobstrSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SimulatedRun>> _runsOfSquids = new(StringComparer.Ordinal);
    private readonly Queue<RunScript> _nextScripts = [];
    private readonly List<StartedRun> _started = [];
    private long _ids;

    public IReadOnlyList<StartedRun> Started
    {
        get
        {
            lock (_gate) return [.. _started];
        }
    }

    public SimulatedRun? Find(string id)
    {
        lock (_gate) return _runs.GetValueOrDefault(id);
    }

    /// <summary>What is answered about an id that there is no run of.</summary>
    public Answer Unknown
    {
        get
        {
            if (!options.ExplainUnknownIds) return Answers.RunNotFound;
            lock (_gate) return Answers.UnknownRun([.. _runs.Keys]);
        }
    }

    /// <summary>The runs of a squid in the order in which they were started; none if it has none.</summary>
    public IReadOnlyList<SimulatedRun> OfSquid(string squid)
    {
        lock (_gate) return _runsOfSquids.TryGetValue(squid, out List<SimulatedRun>? runs) ? [.. runs] : [];
    }

    /// <summary>The squids that have had a run.</summary>
    public IReadOnlyList<string> Squids
    {
        get
        {
            lock (_gate) return [.. _runsOfSquids.Keys];
        }
    }

    public void ScriptNext(RunScript script)
    {
        lock (_gate) _nextScripts.Enqueue(script);
    }

    public string Add(RunScript script)
    {
        lock (_gate)
        {
            string id = NewId();
            Add(id, script);
            return id;
        }
    }

    public bool TryAdd(string id, RunScript script)
    {
        lock (_gate)
        {
            if (_runs.ContainsKey(id)) return false;
            Add(id, script);
            return true;
        }
    }

    /// <summary>Starts a run; null if one is active.</summary>
    public SimulatedRun? TryStart(string squid)
    {
        TimeSpan now = clock.Elapsed;
        (long tasks, long missed) = uploads.TasksOf(squid, now);
        StartedRun start;
        RunScript? script;
        lock (_gate)
        {
            if (IsActive(squid, now)) return null;
            start = new StartedRun(NewId(), squid, tasks, missed, now);
            _nextScripts.TryDequeue(out script);
        }

        // A function of the user's: not in the lock.
        script ??= options.RunLife(start)
            ?? throw new InvalidOperationException($"{nameof(LobstrSimulatorOptions.RunLife)} returned null for a run of squid {squid}.");
        lock (_gate)
        {
            if (IsActive(squid, now)) return null;
            _started.Add(start);
            return Keep(start, script);
        }
    }

    private bool IsActive(string squid, TimeSpan now) =>
        _runsOfSquids.TryGetValue(squid, out List<SimulatedRun>? runs) && runs.Exists(run => run.IsActiveAt(now));

    private void Add(string id, RunScript script) =>
        Keep(new StartedRun(id, Ids.Of($"squid of run {id}"), tasks: script.Results, missedTasks: 0, clock.Elapsed), script);

    private SimulatedRun Keep(StartedRun start, RunScript script)
    {
        var run = new SimulatedRun(start, script, clock, options);
        _runs[start.Id] = run;
        if (!_runsOfSquids.TryGetValue(start.Squid, out List<SimulatedRun>? runs)) _runsOfSquids[start.Squid] = runs = [];
        runs.Add(run);
        return run;
    }

    private string NewId()
    {
        while (true)
        {
            string id = Ids.Of($"run {++_ids}");
            if (!_runs.ContainsKey(id)) return id;
        }
    }
}
