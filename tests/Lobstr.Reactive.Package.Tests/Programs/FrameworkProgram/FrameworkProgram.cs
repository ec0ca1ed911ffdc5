using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive;
using Lobstr.Reactive.SmokeProgram;
using Lobstr.Reactive.Testing;

// A minute in virtual time, and a moment in real time.
var checks = new Checklist();
var clock = new HistoricalScheduler();
var simulator = new LobstrSimulator(clock);
string id = simulator.AddUpload(UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromMinutes(1)).Succeeds());
var states = new List<string>();
using (LobstrClient client = simulator.CreateClient())
{
    using IDisposable watch = client.Uploads.Watch(id).Subscribe(
        status => states.Add($"{simulator.Elapsed:mm\\:ss} {status.State}"),
        error => states.Add(error.Message),
        () => states.Add("completed"));
    clock.AdvanceBy(TimeSpan.FromMinutes(2));
}
checks.Equal("00:00 Pending, 00:04 Progress, 01:04 Success, completed", string.Join(", ", states), "a minute");

var real = new LobstrSimulator(DefaultScheduler.Instance);
using (LobstrClient client = real.CreateClient())
{
    id = real.AddUpload(UploadScript.Progress(TimeSpan.FromMilliseconds(300)).Succeeds(new UploadMeta { Inserted = 2 }));
    UploadStatus done = await client.Uploads
        .Watch(id, new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(100)), Timeout = TimeSpan.FromMinutes(1) })
        .WhenSucceeded();
    checks.Equal(2L, done.Meta!.Inserted, "a moment");
}
return checks.Conclude();
