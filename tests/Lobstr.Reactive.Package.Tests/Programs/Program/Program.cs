using System.Reactive.Concurrency;
using Lobstr.Reactive;
using Lobstr.Reactive.Testing;

var clock = new HistoricalScheduler(DateTimeOffset.UnixEpoch);
var simulator = new LobstrSimulator(clock);
string id = simulator.AddUpload(UploadScript
    .Pending(TimeSpan.FromSeconds(3))
    .Progress(TimeSpan.FromSeconds(37))
    .Succeeds(new UploadMeta { Valid = 1, Inserted = 1 }));
using LobstrClient client = simulator.CreateClient();
using IDisposable watch = client.Uploads.Watch(id, Settings.Patient).Subscribe(
    status => Console.WriteLine($"{clock.Now - DateTimeOffset.UnixEpoch} {status.State}"),
    error => Console.WriteLine(error),
    () => Console.WriteLine("completed"));
clock.Start();
