namespace Lobstr.Reactive.Testing;

/// <summary>The runs that the service knows.</summary>
internal sealed class RunStore(SimulatorClock clock, LobstrSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SimulatedRun>> _runsOfSquids = new(StringComparer.Ordinal);
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

    /// <summary>A run that the service admits to at this instant, or its words that there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="now">When.</param>
    /// <param name="nothing">What is answered if there is none.</param>
    /// <param name="words">The same, without the advice for the author of a test.</param>
    public (SimulatedRun? Run, Answer? Refusal) Find(string id, TimeSpan now, Answer nothing, string words)
    {
        if (Find(id) is { } run) return run.IsKnownAt(now) ? (run, null) : (null, nothing);
        if (!options.ExplainUnknownIds) return (null, nothing);
        lock (_gate) return (null, Answers.UnknownRun(words, [.. _runs.Keys]));
    }

    /// <summary>The runs of a squid in the order in which they were started; none if it has none.</summary>
    public IReadOnlyList<SimulatedRun> OfSquid(string squid)
    {
        lock (_gate) return _runsOfSquids.TryGetValue(squid, out List<SimulatedRun>? runs) ? [.. runs] : [];
    }

    public bool IsActive(string squid, TimeSpan now)
    {
        lock (_gate) return _runsOfSquids.TryGetValue(squid, out List<SimulatedRun>? runs) && runs.Exists(run => run.IsActiveAt(now));
    }

    public string NewId()
    {
        lock (_gate)
        {
            while (true)
            {
                string id = Ids.Of($"run {++_ids}");
                if (!_runs.ContainsKey(id)) return id;
            }
        }
    }

    /// <summary>Keeps a run that somebody has added; null if there is one of its id.</summary>
    public SimulatedRun? TryAdd(string id, string squid, RunScript script)
    {
        var tasks = new TaskList([(TaskBatch.OfCount($"run {id}", clock.Elapsed, script.Results), script.Results)]);
        var start = new StartedRun(id, squid, tasks.Count, missedTasks: 0, clock.Elapsed);
        lock (_gate) return _runs.ContainsKey(id) ? null : Keep(start, tasks, script);
    }

    /// <summary>Keeps a run that somebody has started; null if another one of its squid is active.</summary>
    public SimulatedRun? TryStart(StartedRun start, TaskList tasks, RunScript script)
    {
        lock (_gate)
        {
            if (IsActive(start.Squid, start.StartedAt)) return null;
            _started.Add(start);
            return Keep(start, tasks, script);
        }
    }

    /// <summary>Forgets the runs of a squid.</summary>
    public void RemoveOf(string squid)
    {
        lock (_gate)
        {
            foreach (SimulatedRun run in OfSquid(squid)) _runs.Remove(run.Start.Id);
            _runsOfSquids.Remove(squid);
        }
    }

    private SimulatedRun Keep(StartedRun start, TaskList tasks, RunScript script)
    {
        var run = new SimulatedRun(start, tasks, script, clock, options);
        _runs[start.Id] = run;
        if (!_runsOfSquids.TryGetValue(start.Squid, out List<SimulatedRun>? runs)) _runsOfSquids[start.Squid] = runs = [];
        runs.Add(run);
        return run;
    }
}
