using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What another client of a shared budget meets does not end what is tracked here.</summary>
public sealed class SharedPauseTests
{
    [Fact]
    public void An_upload_that_is_known_after_the_pause_of_another_client_is_found()
    {
        using var rig = new TrackingRig();
        var shared = new InMemorySharedBudget(rig.Scheduler);
        rig.Start(configure: options => options with { SharedBudget = shared });
        using LobstrClient other = rig.Simulator.CreateClient(options => options with { SharedBudget = shared });
        string id = rig.Simulator.AddUpload(UploadScript.NotFound(TimeSpan.FromSeconds(65)).Succeeds());
        string refused = rig.Simulator.AddUpload(UploadScript.Succeeds());
        rig.Simulator.Faults.OnRequest(
            1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromMinutes(1)), request => request.Path.EndsWith(refused, StringComparison.Ordinal));
        rig.Scheduler.Schedule(TimeSpan.FromSeconds(1), () => other.Uploads.Watch(refused).Subscribe(_ => { }));
        rig.Run(rig.Tracker.TrackAsync(id));
        rig.Advance(120);

        Assert.Equal(TrackedUploadState.Succeeded, rig.Only.State);
    }
}
