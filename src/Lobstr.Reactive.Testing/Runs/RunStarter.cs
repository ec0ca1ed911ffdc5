namespace Lobstr.Reactive.Testing;

/// <summary>Starts runs, or says why not.</summary>
internal sealed class RunStarter(
    RunStore runs, TaskStore tasks, SquidStore squids, SimulatedAccount account, WebhookSender webhooks, SimulatorClock clock, LobstrSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Queue<RunScript> _nextScripts = [];
    private readonly Queue<RunRefusal> _nextRefusals = [];

    public void ScriptNext(RunScript script)
    {
        lock (_gate) _nextScripts.Enqueue(script);
    }

    public void RefuseNext(RunRefusal refusal)
    {
        lock (_gate) _nextRefusals.Enqueue(refusal);
    }

    /// <summary>Adds a run as if it had been started earlier; null if there is one of its id.</summary>
    public SimulatedRun? TryAdd(string id, string? squid, RunScript script)
    {
        string of = squid ?? Ids.Of($"squid of run {id}");
        if (runs.TryAdd(id, of, script) is not { } run) return null;
        squids.Know(of);
        webhooks.Follow(run);
        return run;
    }

    /// <summary>Starts a run of a squid; if that cannot be, the refusal.</summary>
    public (SimulatedRun? Run, Answer? Refusal) TryStart(string squid)
    {
        if (!squids.Accepts(squid)) return (null, squids.Unknown);
        TimeSpan now = clock.Elapsed;
        (TaskList found, long missed) = tasks.Of(squid, now);
        if (RefusalOf(squid, found.Count, now) is { } refusal) return (null, RunRefusals.AnswerOf(refusal));

        var start = new StartedRun(runs.NewId(), squid, found.Count, missed, now);
        if (runs.TryStart(start, found, ScriptOf(start)) is not { } run) return (null, RunRefusals.AnswerOf(RunRefusal.RunInProgress));
        webhooks.Follow(run);
        return (run, null);
    }

    private RunRefusal? RefusalOf(string squid, long tasksFound, TimeSpan now)
    {
        lock (_gate)
        {
            if (_nextRefusals.TryDequeue(out RunRefusal next)) return next;
        }

        if (squids.Find(squid) is { IsReady: false }) return RunRefusal.SquidNotReady;
        if (runs.IsActive(squid, now)) return RunRefusal.RunInProgress;
        if (tasksFound == 0 && options.TasklessRuns == TasklessRuns.AreRefused) return RunRefusal.NoTasksPresent;
        return account.Balance.IsUsedUp ? RunRefusal.NotEnoughBalance : null;
    }

    private RunScript ScriptOf(StartedRun start)
    {
        lock (_gate)
        {
            if (_nextScripts.TryDequeue(out RunScript? next)) return next;
        }

        if (start.Tasks == 0 && options.TasklessRuns == TasklessRuns.EndAtOnce) return RunScript.Succeeds();
        // A function of the user's: not in the lock.
        return options.RunLife(start)
            ?? throw new InvalidOperationException($"{nameof(LobstrSimulatorOptions.RunLife)} returned null for a run of squid {start.Squid}.");
    }
}
