using System.Globalization;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>A process that is killed at any instant loses no upload and sends none twice.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_process_that_is_killed_at_any_instant_loses_no_upload_and_sends_none_twice()
    {
        int kills = Setting("LOBSTR_KILLS") ?? 10;
        int seed = Setting("LOBSTR_KILL_SEED") ?? Random.Shared.Next();
        output.WriteLine($"LOBSTR_KILLS={kills} LOBSTR_KILL_SEED={seed}");
        using var folder = new Folder();
        var lives = new Random(seed);
        var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions
        {
            TaskRateLimit = null,
            KeptRequests = 0,
            Latency = Latency.Between(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(40), seed),
            UploadLife = _ => Life(lives),
        });
        await using SimulatorHost service = await SimulatorHost.StartAsync(simulator);

        var instants = new Random(seed);
        for (int generation = 0; generation < kills; generation++)
        {
            using var guard = new CancellationTokenSource(Guard);
            using ProgramProcess process = await TrackedProgram.StartAsync(service.BaseAddress, simulator.ApiKey, folder.Path, generation, sends: true, guard.Token);
            // The instant of the kill, and not a wait for anything.
            await Task.Delay(instants.Next(20, 1200));
            Assert.NotEqual(0, await process.KillAsync(guard.Token));
        }
        using (var guard = new CancellationTokenSource(Guard))
        using (ProgramProcess last = await TrackedProgram.StartAsync(service.BaseAddress, simulator.ApiKey, folder.Path, kills, sends: false, guard.Token))
            Assert.Equal(0, await last.EndAsync(guard.Token));

        string[] taken = [.. simulator.Uploads.Select(LabelOf)];
        var journal = new ProgramJournal(folder.Path);
        output.WriteLine(
            $"{taken.Length} files were taken; {journal.Final.Count(upload => upload.State == "MayHaveBeenSent")} of {journal.Final.Count} may have been sent.");
        Check(journal, simulator.Uploads, taken, seed);
    }

    private static void Check(ProgramJournal journal, IReadOnlyList<ReceivedUpload> received, string[] taken, int seed)
    {
        string hint = $"LOBSTR_KILL_SEED={seed}";
        Assert.NotEmpty(taken);
        Assert.True(taken.Distinct().Count() == taken.Length, $"Sent twice: {string.Join(", ", taken.GroupBy(label => label).Where(group => group.Count() > 1).Select(group => group.Key))}. {hint}");

        Dictionary<string, (string TrackingId, string Label, string State, string UploadTaskId)> final = journal.Final.ToDictionary(upload => upload.Label);
        Assert.True(Array.TrueForAll(taken, final.ContainsKey), $"Lost: {string.Join(", ", taken.Where(label => !final.ContainsKey(label)))}. {hint}");
        Assert.All(received, upload =>
        {
            (_, string label, string state, string id) = final[LabelOf(upload)];
            if (id == "-")
                Assert.Equal($"{label} MayHaveBeenSent", $"{label} {state}");
            else
                Assert.Equal($"{label} {upload.Id}", $"{label} {id}");
        });
        // What its sender had an answer for is known by its id, whatever came then.
        Assert.All(journal.Sent, label => Assert.NotEqual($"{label} -", $"{label} {final[label].UploadTaskId}"));
        Assert.All(journal.Final, upload =>
        {
            Assert.True(upload.State is "Succeeded" or "Failed" or "MayHaveBeenSent", $"{upload}. {hint}");
            Assert.True(journal.CallsFor(upload.TrackingId, upload.State) > 0, $"Not handled: {upload}. {hint}");
        });
        Assert.True(!journal.CallsAfterStored().Any(), $"Handled again: {string.Join(", ", journal.CallsAfterStored())}. {hint}");
    }

    private static UploadScript Life(Random lives)
    {
        lock (lives)
        {
            UploadScriptBuilder progress = UploadScript.Progress(TimeSpan.FromMilliseconds(lives.Next(1, 600)));
            return lives.Next(4) == 0 ? progress.Fails() : progress.Succeeds();
        }
    }

    // Each file has one row, and the label is the end of its address.
    private static string LabelOf(ReceivedUpload upload) => upload.Rows.Single().Single().Split('/')[^1];

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
