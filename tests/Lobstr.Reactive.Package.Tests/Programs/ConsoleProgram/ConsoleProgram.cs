using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive;
using Lobstr.Reactive.SmokeProgram;
using Lobstr.Reactive.Sqlite;
using Lobstr.Reactive.Testing;

// An hour in virtual time, a moment in real time, and a store in a file.
var checks = new Checklist();
var clock = new HistoricalScheduler();
var simulator = new LobstrSimulator(clock);
string id = simulator.AddUpload(UploadScript
    .Pending(TimeSpan.FromMinutes(1))
    .Progress(TimeSpan.FromHours(1))
    .Succeeds(new UploadMeta { Valid = 3, Inserted = 3 }));
var states = new List<string>();
using (LobstrClient client = simulator.CreateClient())
{
    using IDisposable watch = client.Uploads.Watch(id).Subscribe(
        status => states.Add($"{simulator.Elapsed:hh\\:mm} {status.State}"),
        error => states.Add(error.Message),
        () => states.Add("completed"));
    clock.AdvanceBy(TimeSpan.FromHours(2));
    checks.Equal("00:00 Pending, 00:01 Progress, 01:01 Success, completed", string.Join(", ", states), "an hour");
    checks.That(clock.AdvanceUntilCompleted(client.GetBalanceAsync()).Left > 0, "a balance");
}

var real = new LobstrSimulator(DefaultScheduler.Instance);
using (LobstrClient client = real.CreateClient())
{
    id = real.AddUpload(UploadScript.Progress(TimeSpan.FromMilliseconds(300)).Succeeds(new UploadMeta { Inserted = 2 }));
    IList<UploadState> seen = await client.Uploads
        .Watch(id, new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)), Timeout = TimeSpan.FromMinutes(1) })
        .Select(status => status.State)
        .ToList();
    checks.Equal("Progress, Success", string.Join(", ", seen), "a moment");
    string refused = "no error";
    await client.Uploads.Watch("nobody").Catch<UploadStatus, UploadNotFoundException>(error =>
    {
        refused = error.UploadTaskId;
        return Observable.Empty<UploadStatus>();
    }).LastOrDefaultAsync();
    checks.Equal("nobody", refused, "an upload that is not known");
}

// The contract of stores comes with one package, the store with another.
string file = Path.Combine(AppContext.BaseDirectory, "uploads.db");
foreach (string name in UploadStoreContract.Cases)
{
    File.Delete(file);
    await UploadStoreContract.RunAsync(name, () => Task.FromResult<IUploadStore>(new SqliteUploadStore($"Data Source={file};Pooling=False")));
    checks.That(true, $"the store in a file: {name}");
}
return checks.Conclude();
