using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

/// <summary>Awaiting the end, cancelling, and a deadline.</summary>
public sealed class Stopping : RecipeTest
{
    private static async Task<UploadStatus> AwaitTheEnd(LobstrClient client, string id, CancellationToken cancellationToken)
    {
        // Recipe: await the end
        UploadStatus done = await client.Uploads.Watch(id).ToTask(cancellationToken);
        // Recipe end
        return done;
    }

    private async Task PullTheStatuses(LobstrClient client, string id, CancellationToken cancellationToken)
    {
        // Recipe: pull the statuses
        await foreach (UploadStatus status in client.Uploads.WatchAsync(id, cancellationToken: cancellationToken))
            Console.WriteLine($"{status.RawState}, {status.Meta?.Valid ?? 0} valid rows");
        // Recipe end
    }

    private static async Task<UploadStatus> AskOnce(LobstrClient client, string id)
    {
        // Recipe: ask once
        UploadStatus now = await client.Uploads.GetStatusAsync(id);
        // Recipe end
        return now;
    }

    private IDisposable Cancel(LobstrClient client, string id)
    {
        // Recipe: cancel
        IDisposable watch = client.Uploads.Watch(id).Subscribe(
            status => Console.WriteLine(status.RawState),
            error => Console.WriteLine(error.Message));

        // Later, from any thread:
        watch.Dispose();
        // Recipe end
        return watch;
    }

    private async Task Deadline(LobstrClient client, string id)
    {
        // Recipe: deadline
        try
        {
            await client.Uploads.Watch(id, new WatchOptions { Timeout = TimeSpan.FromMinutes(10) });
        }
        catch (UploadTimeoutException error)
        {
            Console.WriteLine($"Still {error.LastStatus?.RawState} after {error.Elapsed}.");
        }
        // Recipe end
    }

    [Fact]
    public async Task The_last_status_is_the_result()
    {
        string id = Simulator.AddUpload(Quick);

        UploadStatus done = await EndOf(AwaitTheEnd(Client, id, CancellationToken.None));

        Assert.Equal(new UploadStatus { Id = id, State = UploadState.Success, Meta = Counts }, done);
    }

    [Fact]
    public async Task The_statuses_can_be_pulled()
    {
        string id = Simulator.AddUpload(Quick);

        await EndOf(PullTheStatuses(Client, id, CancellationToken.None));

        Assert.Equal($"SUCCESS, {Counts.Valid} valid rows", Printed[^1]);
    }

    [Fact]
    public async Task What_OnError_would_bring_is_thrown()
    {
        string id = Simulator.AddUpload(Failing);

        await Assert.ThrowsAsync<UploadFailedException>(() => EndOf(AwaitTheEnd(Client, id, CancellationToken.None)));
    }

    [Fact]
    public async Task The_token_ends_the_wait_and_the_watch()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());
        using var source = new CancellationTokenSource();
        Task<UploadStatus> end = AwaitTheEnd(Client, id, source.Token);
        Advance(5);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        Advance(60);
        Assert.Equal(3, Simulator.RequestCount);
    }

    [Fact]
    public async Task One_question_has_one_answer()
    {
        string id = Simulator.AddUpload(Failing);
        Advance(10);

        UploadStatus now = await EndOf(AskOnce(Client, id));

        Assert.Equal(UploadState.Failure, now.State);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void Nothing_arrives_after_Dispose()
    {
        string id = Simulator.AddUpload(Quick);

        Cancel(Client, id);
        Advance(60);

        Assert.Empty(Printed);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public async Task The_deadline_says_what_was_seen_last()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());

        Task deadline = Deadline(Client, id);
        Advance(601);
        await deadline;

        Assert.Equal(["Still PENDING after 00:10:00."], Printed);
    }
}
