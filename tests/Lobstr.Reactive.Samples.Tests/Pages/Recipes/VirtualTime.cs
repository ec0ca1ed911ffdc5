using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class VirtualTime
{
    [Fact]
    public void A_long_upload_over_a_bad_line()
    {
        // Recipe: testing
        var scheduler = new HistoricalScheduler();
        var simulator = new LobstrSimulator(scheduler);
        string id = simulator.AddUpload(UploadScript
            .Pending(TimeSpan.FromSeconds(3))
            .Progress(TimeSpan.FromMinutes(40))
            .Succeeds(new UploadMeta { Valid = 10, Inserted = 8, Duplicates = 2 }));
        simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.BadGateway));

        var states = new List<UploadState>();
        using LobstrClient client = simulator.CreateClient();
        client.Uploads.Watch(id).Subscribe(status => states.Add(status.State), error => Assert.Fail(error.Message));
        scheduler.AdvanceBy(TimeSpan.FromHours(1));

        Assert.Equal([UploadState.Pending, UploadState.Progress, UploadState.Success], states);
        // Recipe end
    }
}
