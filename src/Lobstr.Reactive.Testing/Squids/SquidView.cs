using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary>What the service says of a squid.</summary>
internal sealed class SquidView(RunStore runs, SimulatorClock clock)
{
    public Answer Of(SimulatedSquid squid, TimeSpan now) => Answers.Json(HttpStatusCode.OK, json => Write(json, squid, now));

    public void Write(Utf8JsonWriter json, SimulatedSquid squid, TimeSpan now)
    {
        IReadOnlyList<SimulatedRun> known = [.. runs.OfSquid(squid.Id).Where(run => run.IsKnownAt(now))];
        SimulatedRun? last = known.Count > 0 ? known[^1] : null;
        RunStep? step = last?.StepAt(now);
        json.WriteString("id", squid.Id);
        json.WriteString("object", "squid");
        json.WriteString("name", squid.Name);
        json.WriteString("created_at", TimeText.Date(clock.DateAt(squid.CreatedAt)));
        json.WriteString("crawler", squid.Crawler.Id);
        json.WriteString("crawler_name", squid.Crawler.Name);
        json.WriteBoolean("is_ready", squid.IsReady);
        json.WriteBoolean("is_active", squid.IsActive);
        json.WriteNumber("concurrency", squid.Concurrency);
        json.WritePropertyName("params");
        json.WriteRawValue(squid.Parameters);
        json.WritePropertyName("accounts");
        json.WriteRawValue(squid.Accounts);
        json.WriteBoolean("to_complete", false);
        json.WriteString("last_run", last?.Start.Id);
        json.WriteString("last_run_at", last is null ? null : TimeText.Date(clock.DateAt(last.Start.StartedAt)));
        json.WriteString("last_run_status", step?.Status?.ToUpper(CultureInfo.InvariantCulture));
        json.WriteString("last_run_done_reason", step?.Reason);
        if (step is null) json.WriteNull("last_run_is_done");
        else json.WriteBoolean("last_run_is_done", step.HasEnded);
        json.WriteNumber("total_runs", known.Count);
        json.WriteNull("next_launch_at");
        json.WriteBoolean("export_unique_results", squid.ExportsUniqueResults);
        DeliveryView.Write(json, squid);
    }
}
