using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class SeveralUploads : RecipeTest
{
    private IDisposable AllOrNothing(LobstrClient client, IReadOnlyList<string> ids)
    {
        // Recipe: all or nothing
        IDisposable watch = ids
            .Select(id => client.Uploads.Watch(id))
            .Merge()
            .Subscribe(
                status => Console.WriteLine($"{status.Id} {status.RawState}"),
                error => Console.WriteLine($"Stopped: {error.Message}"),
                () => Console.WriteLine("All have succeeded."));
        // Recipe end
        return watch;
    }

    private IDisposable TheOthersGoOn(LobstrClient client, IReadOnlyList<string> ids)
    {
        // Recipe: the others go on
        IDisposable watch = ids
            .Select(id => client.Uploads.Watch(id).Catch((Exception error) =>
            {
                Console.WriteLine($"{id} is lost: {error.Message}");
                return Observable.Empty<UploadStatus>();
            }))
            .Merge()
            .Subscribe(
                status => Console.WriteLine($"{status.Id} {status.RawState}"),
                error => Console.WriteLine(error.Message));
        // Recipe end
        return watch;
    }

    private async Task HowEachEnded(LobstrClient client, IReadOnlyList<string> ids)
    {
        // Recipe: how each ended
        var ends = await ids
            .Select(id => client.Uploads.Watch(id)
                .Materialize()
                .LastAsync()
                .Select(end => (Id: id, Error: end.Exception)))
            .Merge()
            .ToList();
        foreach (var (id, error) in ends)
            Console.WriteLine(error is null ? $"{id} succeeded" : $"{id}: {error.Message}");
        // Recipe end
    }

    [Fact]
    public void The_first_failure_ends_all()
    {
        Simulator.AddUpload("one", Quick);
        Simulator.AddUpload("two", Failing);

        AllOrNothing(Client, ["one", "two"]);
        Advance(60);

        Assert.Equal(
            [
                "one PENDING", "two PENDING", "one PROGRESS", "two FAILURE",
                "Stopped: The upload 'two' failed. The service gave no counts.",
            ],
            Printed);
        Assert.True(Simulator.Requests[^1].SentAt <= TimeSpan.FromSeconds(4), "Nobody asks any more.");
    }

    [Fact]
    public void All_succeed()
    {
        Simulator.AddUpload("one", Quick);
        Simulator.AddUpload("two", Quick);

        AllOrNothing(Client, ["one", "two"]);
        Advance(60);

        Assert.Equal("All have succeeded.", Printed[^1]);
    }

    [Fact]
    public void A_failure_leaves_the_others_alone()
    {
        Simulator.AddUpload("one", Quick);
        Simulator.AddUpload("two", Failing);

        TheOthersGoOn(Client, ["one", "two"]);
        Advance(60);

        Assert.Equal(
            [
                "one PENDING", "two PENDING", "one PROGRESS", "two FAILURE",
                "two is lost: The upload 'two' failed. The service gave no counts.", "one SUCCESS",
            ],
            Printed);
    }

    [Fact]
    public async Task Every_end_is_known()
    {
        Simulator.AddUpload("one", Quick);
        Simulator.AddUpload("two", Failing);
        Simulator.AddUpload("three", UploadScript.NeverFound);

        await EndOf(HowEachEnded(Client, ["one", "two", "three"]));

        Assert.Equal(
            [
                "three: lobstr.io answered 404 about upload 'three': Upload task not found (parameter 'upload_task_id')",
                "two: The upload 'two' failed. The service gave no counts.",
                "one succeeded",
            ],
            Printed);
    }
}
