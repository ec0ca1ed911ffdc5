using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

/// <summary>How often to ask, and how often to ask again.</summary>
public sealed class Pace : RecipeTest
{
    private static IObservable<UploadStatus> SlowerAndSlower(LobstrClient client, string id)
    {
        // Recipe: slower and slower
        var options = new WatchOptions
        {
            Schedule = PollSchedule.Backoff(first: TimeSpan.FromSeconds(2), factor: 1.5, max: TimeSpan.FromSeconds(30)),
        };
        IObservable<UploadStatus> watch = client.Uploads.Watch(id, options);
        // Recipe end
        return watch;
    }

    private static WatchOptions ByAge()
    {
        // Recipe: a schedule of your own
        var options = new WatchOptions
        {
            Schedule = PollSchedule.Create(context => TimeSpan.FromSeconds(context.Elapsed.TotalMinutes < 1 ? 2 : 20)),
        };
        // Recipe end
        return options;
    }

    private static WatchOptions Retries()
    {
        // Recipe: retries
        var options = new WatchOptions
        {
            Retry = RetryPolicy.Default with { MaxRetries = 20, MaxDelay = TimeSpan.FromMinutes(1) },
            NotFoundGrace = TimeSpan.FromSeconds(30),
        };
        // Recipe end
        return options;
    }

    [Fact]
    public void The_delay_grows_while_nothing_changes_and_starts_anew_with_a_change()
    {
        string id = Simulator.AddUpload(UploadScript.Pending(TimeSpan.FromMinutes(3)).StaysInProgress());

        SlowerAndSlower(Client, id).Subscribe();
        Advance(300);

        double[] gaps = GapsOf(Simulator.Requests);
        Assert.Equal([2, 3, 4.5, 6.75], gaps.Take(4));
        Assert.Equal(30, gaps.Max());
        int change = Array.FindIndex([.. Simulator.Requests], request => request.SentAt > TimeSpan.FromMinutes(3));
        Assert.Equal([2, 3, 4.5], gaps.Skip(change).Take(3));
    }

    [Fact]
    public void A_minute_of_2_s_and_then_20_s()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());

        Client.Uploads.Watch(id, ByAge()).Subscribe();
        Advance(200);

        double[] gaps = GapsOf(Simulator.Requests);
        Assert.All(gaps.Take(30), gap => Assert.Equal(2, gap));
        Assert.All(gaps.Skip(30), gap => Assert.Equal(20, gap));
    }

    [Fact]
    public void Faults_are_asked_about_again_and_so_is_an_upload_that_is_not_known_yet()
    {
        Simulator.AddUpload("new", UploadScript.NotFound(TimeSpan.FromSeconds(5)).Succeeds(Counts));
        Simulator.AddUpload("faulty", UploadScript.Succeeds(Counts));
        Simulator.Faults.OnRequests(1, 20, Fault.ConnectionReset, request => request.Path.EndsWith("faulty", StringComparison.Ordinal));

        Client.Uploads.Watch("new", Retries()).Subscribe(status => Console.WriteLine($"new {status.RawState}"));
        Client.Uploads.Watch("faulty", Retries()).Subscribe(status => Console.WriteLine($"faulty {status.RawState}"));
        Advance(20 * 60);

        Assert.Equal(["new SUCCESS", "faulty SUCCESS"], Printed);
    }

    private static double[] GapsOf(IReadOnlyList<SimulatedRequest> requests) =>
        [.. requests.Zip(requests.Skip(1), (one, next) => (next.SentAt - one.SentAt).TotalSeconds)];
}
