using System.Numerics;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary>How the tasks of a run have fared: they are done one after the other, and its rows belong to them in turn.</summary>
internal sealed class RunTaskList(StartedRun start, TaskList tasks, SimulatorClock clock)
{
    private const string Aborted = RunStatuses.Aborted;

    /// <summary>The rows of a task, of all that the run will have found, counted from 0.</summary>
    public (long Begin, long End) RowsOf(long task, long rows) => (FirstRowOf(task, rows), FirstRowOf(task + 1, rows));

    /// <summary>The place of a task with this id; null if the run has none.</summary>
    public long? PlaceOf(string id) => tasks.PlaceOf(id);

    public RunTaskState StateOf(long index, RunScript script, TimeSpan since)
    {
        RunStep step = script.StepAt(since);
        long done = (long)(start.Tasks * script.ProgressAt(since));
        string status = index < done ? RunTaskState.Completed : StatusOf(step, isNext: index == done);
        (long begin, long end) = RowsOf(index, script.PlannedResults);
        long found = Math.Max(0, Math.Min(script.ResultsAt(since), end) - begin);
        TimeSpan? startedAt = status == RunStatuses.Pending ? null : Earlier(script.InstantOf((double)index / start.Tasks), since);
        TimeSpan? endedAt = status switch
        {
            RunTaskState.Completed => Earlier(script.InstantOf((index + 1.0) / start.Tasks), since),
            Aborted or RunStatuses.Error => startedAt is null ? null : script.EndsAt,
            _ => null,
        };
        string? description = status is RunStatuses.Error or Aborted ? step.Description : null;
        return new RunTaskState(status, found, ReasonOf(status, step), description, TextOf(startedAt), TextOf(endedAt));
    }

    /// <summary>A task of the run as the service lists it.</summary>
    public void Write(Utf8JsonWriter json, long index, RunScript script, TimeSpan since)
    {
        (TaskBatch batch, long place) = tasks.At(index);
        RunTaskState state = StateOf(index, script, since);
        json.WriteStartObject();
        json.WriteString("id", Ids.Of($"{batch.IdOf(place)} in run {start.Id}"));
        json.WriteString("object", "runtask");
        json.WriteString("task", batch.IdOf(place));
        json.WriteString("run", start.Id);
        json.WriteString("status", state.Status);
        json.WritePropertyName("params");
        batch.ParametersOf(place).WriteTo(json);
        json.WriteNumber("total_results", state.Results);
        json.WriteString("done_reason", state.Reason);
        json.WriteString("done_reason_desc", state.Description);
        json.WriteString("started_at", state.StartedAt);
        json.WriteString("ended_at", state.EndedAt);
        json.WriteEndObject();
    }

    private static string StatusOf(RunStep step, bool isNext)
    {
        if (step.Is(RunStatuses.Error)) return RunStatuses.Error;
        if (step.HasEnded) return Aborted;
        return isNext && step.IsRunning ? RunStatuses.Running : RunStatuses.Pending;
    }

    private static string? ReasonOf(string status, RunStep step) => status switch
    {
        RunTaskState.Completed => RunTaskState.Completed,
        Aborted when step.Reason == Aborted => "run_aborted",
        Aborted or RunStatuses.Error => step.Reason,
        _ => null,
    };

    // Rounding aside, what has happened is not in the future.
    private static TimeSpan? Earlier(TimeSpan? instant, TimeSpan since) => instant is { } known && known < since ? known : instant is null ? null : since;

    private long FirstRowOf(long task, long rows) =>
        start.Tasks == 0 ? 0 : (long)(((new BigInteger(task) * rows) + start.Tasks - 1) / start.Tasks);

    private string? TextOf(TimeSpan? since) =>
        since is { } instant ? TimeText.BareDate(clock.DateAt(start.StartedAt + instant)) : null;
}
