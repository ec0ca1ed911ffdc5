using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class Sharing : RecipeTest
{
    private static (IObservable<UploadStatus> Changes, IObservable<UploadStatus> Latest) Share(LobstrClient client, string id)
    {
        // Recipe: share
        IObservable<UploadStatus> changes = client.Uploads.Watch(id).Publish().RefCount();
        IObservable<UploadStatus> latest = client.Uploads.Watch(id).Replay(1).RefCount();
        // Recipe end
        return (changes, latest);
    }

    [Fact]
    public void Who_comes_late_sees_what_changes_or_the_latest_first()
    {
        string id = Simulator.AddUpload(Quick);
        var (changes, latest) = Share(Client, id);
        changes.Subscribe();
        latest.Subscribe();
        Advance(5);

        changes.Subscribe(status => Console.WriteLine($"changes {status.RawState}"));
        latest.Subscribe(status => Console.WriteLine($"latest {status.RawState}"));
        Assert.Equal(["latest PROGRESS"], Printed);
        Advance(60);

        Assert.Equal(["changes SUCCESS", "latest PROGRESS", "latest SUCCESS"], Printed.Order());
    }

    [Fact]
    public void Who_comes_after_the_end_sees_the_end()
    {
        string id = Simulator.AddUpload(Quick);
        var (changes, latest) = Share(Client, id);
        changes.Subscribe();
        latest.Subscribe();
        Advance(60);
        long requests = Simulator.RequestCount;

        changes.Subscribe(status => Console.WriteLine(status), () => Console.WriteLine("changes end"));
        latest.Subscribe(status => Console.WriteLine(status.RawState), () => Console.WriteLine("latest ends"));
        Advance(60);

        Assert.Equal(["changes end", "SUCCESS", "latest ends"], Printed);
        Assert.Equal(requests, Simulator.RequestCount);
    }

    [Fact]
    public void The_watch_ends_when_the_last_leaves()
    {
        string id = Simulator.AddUpload(Quick);
        var (changes, _) = Share(Client, id);
        IDisposable first = changes.Subscribe();
        IDisposable second = changes.Subscribe();
        Advance(3);

        first.Dispose();
        Advance(2);
        long requests = Simulator.RequestCount;
        second.Dispose();
        Advance(60);

        Assert.Equal(3, requests);
        Assert.Equal(requests, Simulator.RequestCount);
    }

    [Fact]
    public void Two_watches_of_an_upload_on_one_client_share_their_requests_anyway()
    {
        string id = Simulator.AddUpload(Quick);

        Client.Uploads.Watch(id).Subscribe();
        Client.Uploads.Watch(id).Subscribe();
        Advance(60);

        Assert.Equal(5, Simulator.RequestCount);
    }
}
