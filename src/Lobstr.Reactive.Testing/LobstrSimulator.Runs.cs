namespace Lobstr.Reactive.Testing;

public sealed partial class LobstrSimulator
{
    /// <summary>Adds a run with a script, which begins now, as if somebody had started it earlier.</summary>
    /// <param name="script">What it goes through. It has a task for each of its rows.</param>
    /// <returns>Its id, the same in every run of a test.</returns>
    public string AddRun(RunScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        string id = _runs.NewId();
        AddRun(id, script);
        return id;
    }

    /// <summary>Adds a run with an id and a script, which begins now, as if somebody had started it earlier.</summary>
    /// <param name="id">Its id: letters, digits, '-' and '_'.</param>
    /// <param name="script">What it goes through. It has a task for each of its rows.</param>
    /// <param name="squid">The squid that runs, known from now on; default: one of its own.</param>
    /// <exception cref="ArgumentException">An id cannot be one, or there is a run of this id.</exception>
    public void AddRun(string id, RunScript script, string? squid = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(script);
        if (!Ids.IsValid(id))
            throw new ArgumentException($"'{id}' cannot be a run's id: letters, digits, '-' and '_' only.", nameof(id));
        if (squid is not null && !Ids.IsValid(squid))
            throw new ArgumentException($"'{squid}' cannot be a squid's id: letters, digits, '-' and '_' only.", nameof(squid));
        if (_starter.TryAdd(id, squid, script) is null)
            throw new ArgumentException($"There is a run '{id}' already. Give each its own id, or use one script for its whole life.", nameof(id));
    }

    /// <summary>
    /// Gives the next run that is started a script instead of <see cref="LobstrSimulatorOptions.RunLife"/>. Called again, the run
    /// after that.
    /// </summary>
    /// <param name="script">What the run goes through, from when it is started.</param>
    public void ScriptNextRun(RunScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        _starter.ScriptNext(script);
    }

    /// <summary>Refuses the next start of a run, of whichever squid, and no script is used up. Called again, the start after that.</summary>
    /// <param name="reason">Why.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such reason.</exception>
    public void RefuseNextRun(RunRefusal reason)
    {
        _ = RunRefusals.AnswerOf(reason);
        _starter.RefuseNext(reason);
    }
}
