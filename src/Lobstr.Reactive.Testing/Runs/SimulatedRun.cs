using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>A run and its script.</summary>
internal sealed class SimulatedRun(StartedRun start, RunScript script, SimulatorClock clock, LobstrSimulatorOptions options)
{
    // Of no particular meaning: what matters is that money-like numbers have fractions.
    private const double CreditPerResult = 0.1;

    public StartedRun Start => start;

    public bool IsKnownAt(TimeSpan now) => StepAt(now).Status is not null;

    /// <summary>Whether it keeps others of its squid from being started.</summary>
    public bool IsActiveAt(TimeSpan now) => !StepAt(now).IsFinal && (IsKnownAt(now) || Since(now) < script.Length);

    public long ResultsAt(TimeSpan now) => script.ResultsAt(Since(now));

    public bool IsExportedAt(TimeSpan now) =>
        StepAt(now) is { IsDone: true } end && Since(now) >= end.Start + end.ExportAfter;

    /// <summary>A row, counted from 0 in the order in which they are found.</summary>
    public JsonObject RowOf(long index) => options.ResultRow(start, index)
        ?? throw new InvalidOperationException($"{nameof(LobstrSimulatorOptions.ResultRow)} returned null for row {index} of run {start.Id}.");

    /// <summary>What the service says of the run; whoever starts it hears of it before anybody else knows it.</summary>
    public Answer DescribeAt(TimeSpan now)
    {
        RunStep step = StepAt(now);
        long results = ResultsAt(now);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", start.Id);
            json.WriteString("object", "run");
            json.WriteString("squid", start.Squid);
            json.WriteBoolean("is_done", step.IsFinal);
            json.WriteString("status", step.Status ?? RunStatuses.Pending);
            json.WriteString("origin", "api");
            WriteDates(json, now);
            if (DurationAt(now) is { } duration) json.WriteNumber("duration", Math.Round(duration.TotalSeconds, 6));
            else json.WriteNull("duration");
            json.WriteNumber("credit_used", Math.Round(results * CreditPerResult, 1));
            json.WriteNumber("total_results", results);
            json.WriteNumber("total_unique_results", results);
            json.WriteBoolean("export_done", IsExportedAt(now));
            json.WriteString("done_reason", step.Reason);
            json.WriteString("done_reason_desc", step.Description);
            json.WriteString("created_at", TimeText.Date(clock.DateAt(start.StartedAt)));
        });
    }

    /// <summary>How far the service says that it has come.</summary>
    public Answer MeasureAt(TimeSpan now)
    {
        RunStep step = StepAt(now);
        double progress = script.ProgressAt(Since(now));
        long tasksDone = (long)(start.Tasks * progress);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", start.Id);
            json.WriteString("percent_done", string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(progress * 100)}%"));
            json.WriteString("eta", EtaAt(now, step));
            json.WriteNumber("total_tasks", start.Tasks);
            json.WriteNumber("total_tasks_done", tasksDone);
            json.WriteNumber("total_tasks_left", start.Tasks - tasksDone);
            json.WriteNumber("total_results", ResultsAt(now));
            json.WriteNumber("results_done", ResultsAt(now));
            // Nobody knows yet how many there will be.
            if (step.IsPending) json.WriteNull("results_total");
            else json.WriteNumber("results_total", script.Results);
            json.WriteString("current_task", step.IsRunning && tasksDone < start.Tasks ? $"task {tasksDone + 1}" : null);
            json.WriteBoolean("is_done", step.IsFinal);
            WriteDates(json, now);
            json.WriteString("duration", DurationAt(now) is { } duration ? TimeText.Duration(duration) : null);
            json.WriteString("updated_at", TimeText.BareDate(clock.DateAt(now)));
        });
    }

    /// <summary>A row like any crawler's: no two crawlers have the same columns.</summary>
    public static JsonObject TypicalRow(StartedRun run, long index) => new()
    {
        ["id"] = Ids.Of($"result {index} of {run.Id}"),
        ["run"] = run.Id,
        ["squid"] = run.Squid,
        ["position"] = index + 1,
        ["name"] = string.Create(CultureInfo.InvariantCulture, $"Result {index + 1}"),
        ["url"] = string.Create(CultureInfo.InvariantCulture, $"https://example.com/results/{index + 1}"),
        ["score"] = ((index * 7) % 50) / 10.0,
        ["phone"] = null,
    };

    private void WriteDates(Utf8JsonWriter json, TimeSpan now)
    {
        json.WriteString("started_at", DateOf(script.StartsAt));
        json.WriteString("ended_at", DateOf(script.EndsAt));

        string? DateOf(TimeSpan? instant) =>
            instant is { } since && since <= Since(now) ? TimeText.BareDate(clock.DateAt(start.StartedAt + since)) : null;
    }

    private TimeSpan? DurationAt(TimeSpan now)
    {
        TimeSpan since = Since(now);
        if (script.StartsAt is not { } started || started > since) return null;
        return (script.EndsAt is { } ended && ended < since ? ended : since) - started;
    }

    private string EtaAt(TimeSpan now, RunStep step) =>
        step.IsFinal ? ""
        : step.IsRunning && script.EndsAt is { } end ? TimeText.Duration(end - Since(now))
        : "∞";

    private RunStep StepAt(TimeSpan now) => script.StepAt(Since(now));

    private TimeSpan Since(TimeSpan now) => now - start.StartedAt;
}
