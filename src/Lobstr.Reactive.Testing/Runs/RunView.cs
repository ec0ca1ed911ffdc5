using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary>What the service says of a run.</summary>
internal sealed class RunView(SimulatorClock clock)
{
    /// <summary>A run as it is; whoever starts it hears of it before anybody else knows it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">When.</param>
    /// <param name="isDetail">Whether it was asked for by its id: then its duration is text, and a number in every other answer.</param>
    public Answer Of(SimulatedRun run, TimeSpan now, bool isDetail) =>
        Answers.Json(HttpStatusCode.OK, json => Write(json, run, run.StepAt(now), now, isDetail));

    /// <summary>The same where its status is that of a step which may be over already.</summary>
    public Answer Of(SimulatedRun run, RunStep step, TimeSpan now) =>
        Answers.Json(HttpStatusCode.OK, json => Write(json, run, step, now, isDetail: false));

    public void Write(Utf8JsonWriter json, SimulatedRun run, RunStep step, TimeSpan now, bool isDetail)
    {
        long results = run.FoundAt(now);
        TimeSpan? exportedAt = step.IsFinal && run.IsExportedAt(now) ? run.ExportedAfter(now) : null;
        json.WriteString("id", run.Start.Id);
        json.WriteString("object", "run");
        json.WriteString("squid", run.Start.Squid);
        json.WriteBoolean("is_done", step.HasEnded);
        json.WriteString("status", step.Status ?? RunStatuses.Pending);
        WriteDates(json, run, now);
        TimeSpan duration = DurationAt(run, now);
        if (isDetail) json.WriteString("duration", TimeText.Duration(duration));
        else json.WriteNumber("duration", Math.Round(duration.TotalSeconds, 6));
        json.WriteNumber("credit_used", Math.Round(results * SimulatedRun.CreditPerResult, 1));
        json.WriteString("origin", "user");
        json.WriteNumber("total_results", results);
        json.WriteNumber("total_unique_results", results);
        json.WriteNull("next_launch_at");
        json.WriteBoolean("force_launch", false);
        if (step.IsFinal) json.WriteBoolean("export_done", exportedAt is not null);
        else json.WriteNull("export_done");
        json.WriteNumber("export_count", exportedAt is null ? 0 : 1);
        json.WriteString("export_time", run.DateOf(exportedAt));
        json.WriteNull("email_done");
        json.WriteNull("email_time");
        json.WriteString("created_at", TimeText.Date(clock.DateAt(run.Start.StartedAt)));
        json.WriteString("done_reason", step.Reason);
        json.WriteString("done_reason_desc", step.Description);
    }

    /// <summary>How far the service says that it has come.</summary>
    public Answer StatsOf(SimulatedRun run, TimeSpan now)
    {
        RunStep step = run.StepAt(now);
        double progress = run.Script.ProgressAt(run.Since(now));
        long tasks = run.Start.Tasks;
        long tasksDone = (long)(tasks * progress);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", run.Start.Id);
            json.WriteString("object", "run");
            json.WriteString("percent_done", string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(progress * 100)}%"));
            json.WriteString("eta", EtaAt(run, step, now));
            json.WriteNumber("total_tasks", tasks);
            json.WriteNumber("total_tasks_done", tasksDone);
            json.WriteNumber("total_tasks_left", tasks - tasksDone);
            json.WriteNull("total_requests");
            json.WriteNumber("total_results", run.FoundAt(now));
            json.WriteNumber("results_done", run.FoundAt(now));
            // Nobody knows yet how many there will be.
            if (step.IsPending) json.WriteNull("results_total");
            else json.WriteNumber("results_total", run.Script.PlannedResults);
            json.WriteString("current_task", step.IsRunning && tasksDone < tasks ? $"task {tasksDone + 1}" : "");
            json.WriteBoolean("is_done", step.HasEnded);
            WriteDates(json, run, now);
            json.WriteString("duration", TimeText.Duration(DurationAt(run, now)));
            json.WriteString("updated_at", TimeText.BareDate(clock.DateAt(now)));
        });
    }

    private static void WriteDates(Utf8JsonWriter json, SimulatedRun run, TimeSpan now)
    {
        json.WriteString("started_at", DateOf(run.Script.StartsAt));
        json.WriteString("ended_at", DateOf(run.Script.EndsAt));

        string? DateOf(TimeSpan? since) => since <= run.Since(now) ? run.DateOf(since) : null;
    }

    private static TimeSpan DurationAt(SimulatedRun run, TimeSpan now)
    {
        TimeSpan since = run.Since(now);
        if (run.Script.StartsAt is not { } started || started > since) return TimeSpan.Zero;
        return (run.Script.EndsAt is { } ended && ended < since ? ended : since) - started;
    }

    private static string EtaAt(SimulatedRun run, RunStep step, TimeSpan now) =>
        step.IsRunning && run.Script.EndsAt is { } end ? TimeText.Duration(end - run.Since(now)) : "∞";
}
