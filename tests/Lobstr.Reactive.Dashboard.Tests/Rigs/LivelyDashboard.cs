using System.Text.Json;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>A dashboard on which a lot has happened within a quarter of an hour, for pictures and for the eyes of others.</summary>
internal static class LivelyDashboard
{
    private const string Hotels = "b1";
    private const string Bakeries = "b2";
    private const string Jobs = "b3";
    private const string Companies = "b4";
    private const string Columns = "url\n";

    // As long as all that happens, so that its end is now.
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(645);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>Starts it.</summary>
    /// <param name="hasTrouble">Whether things have gone wrong, too.</param>
    public static async Task<DashboardRig> StartAsync(bool hasTrouble)
    {
        var squids = new Dictionary<string, string> { ["Hotel reviews"] = Hotels, ["Bakeries in Lyon"] = Bakeries, ["Job offers"] = Jobs, ["Company websites"] = Companies };
        DashboardRig rig = await DashboardRig.StartAsync(
            squids,
            Age,
            "--Lobstr:TaskRequestsPerMinute=90",
            "--Lobstr:RunRequestsPerMinute=120",
            "--Lobstr:SquidRequestsPerMinute=120",
            "--Lobstr:UploadWatch:Interval=00:00:00.5",
            "--Lobstr:RunWatch:Interval=00:00:00.5");
        await using EventReader events = await EventReader.OpenAsync(rig);

        await SucceedAsync(rig, events, "bakeries-lyon.csv", Bakeries, new UploadMeta { Valid = 1_204, Inserted = 1_180, Duplicates = 24, Invalid = 6 });
        await RunAsync(rig, events, "bakeries-lyon.csv", RunScript.Running(TimeSpan.FromSeconds(200), results: 3_412).Succeeds(exportAfter: TimeSpan.Zero));
        rig.Advance(180);
        await SucceedAsync(rig, events, "hotels-2026.csv", Hotels, new UploadMeta { Valid = 640, Inserted = 640 });
        await RunAsync(rig, events, "hotels-2026.csv", hasTrouble
            ? RunScript.Running(TimeSpan.FromSeconds(200), results: 5_200).Paused(Long, "no_account_available", "No account is free; the run goes on as soon as one is.").Running(TimeSpan.FromSeconds(200), 2_600).Succeeds()
            : RunScript.Running(TimeSpan.FromSeconds(620), results: 7_800).Succeeds());
        rig.Advance(290);
        await SucceedAsync(rig, events, "job-offers.tsv", Jobs, new UploadMeta { Valid = 86, Inserted = 84, Duplicates = 2 });
        rig.Service.ScriptNextUpload(UploadScript.StaysInProgress(new UploadMeta { Valid = 12_710, Inserted = 12_400, Duplicates = 310, Invalid = 18 }));
        await rig.SendAsync(Columns, "companies-eu.csv", Companies);
        await events.FindAsync("upload", upload => upload.GetProperty("counts") is { ValueKind: JsonValueKind.Object } counts && counts.GetProperty("inserted").GetInt64() == 12_400);
        if (hasTrouble)
            await FailAsync(rig, events);
        rig.Advance(60);
        await events.FindAsync("run", run => run.GetProperty("status").GetString() == "done");
        await events.FindAsync("run", run => run.GetProperty("status").GetString() == "paused" || run.GetProperty("percentDone") is { ValueKind: JsonValueKind.Number } percent && percent.GetDouble() is > 60 and < 100);
        return rig;
    }

    private static async Task SucceedAsync(DashboardRig rig, EventReader events, string name, string squid, UploadMeta counts)
    {
        rig.Service.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(38)).Succeeds(counts));
        await rig.SendAsync(Columns, name, squid);
        await FindAsync(events, name, "watching");
        rig.Advance(38);
        await FindAsync(events, name, "succeeded");
        await rig.HandledAsync(name);
    }

    private static async Task RunAsync(DashboardRig rig, EventReader events, string name, RunScript script)
    {
        rig.Service.ScriptNextRun(script);
        string trackingId = rig.TrackingIdOf(name);
        await rig.PostAsync($"api/uploads/{trackingId}/run");
        await events.FindAsync("run", run => run.GetProperty("status").GetString() == "running");
    }

    private static async Task FailAsync(DashboardRig rig, EventReader events)
    {
        rig.Service.ScriptNextUpload(UploadScript.Fails(new UploadMeta { Invalid = 212 }));
        await rig.SendAsync(Columns, "old-export.csv", Companies);
        await FindAsync(events, "old-export.csv", "failed");
        rig.Service.Faults.Always(Fault.ConnectionReset, request => request.Method == HttpMethod.Post && request.Path.EndsWith("tasks/upload", StringComparison.Ordinal));
        await rig.SendAsync(Columns, "shops.csv", Companies);
        await FindAsync(events, "shops.csv", "mayHaveBeenSent");
        rig.Service.Faults.Always(
            Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromMinutes(10)),
            request => request.Method == HttpMethod.Get && request.Path.Contains("tasks/upload", StringComparison.Ordinal));
        await events.FindAsync("budget", budget => budget.GetProperty("pausedUntil").ValueKind == JsonValueKind.String);
    }

    private static async Task FindAsync(EventReader events, string name, string state) =>
        await events.FindAsync("upload", upload => upload.GetProperty("fileName").GetString() == name && upload.GetProperty("state").GetString() == state);
}
