using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A watch that is pulled.</summary>
public sealed class PulledWatchTests : PipelineTest
{
    private const string Id = "up-1";

    private static readonly UploadScript Typical =
        UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromSeconds(4)).Succeeds();

    [Fact]
    public void The_same_statuses_can_be_pulled()
    {
        Simulator.AddUpload(Id, Typical);

        Assert.Equal(["0  PENDING", "4  PROGRESS", "8  SUCCESS"], Ended(PullAsync()));
        Assert.Equal(5, Simulator.RequestCount);
    }

    [Fact]
    public void Arguments_are_checked_at_the_call()
    {
        Assert.Throws<ArgumentException>(() => Client.Uploads.WatchAsync("a/b"));
        Assert.Throws<ArgumentException>(() => Client.Uploads.WatchAsync(Id, new() { Timeout = TimeSpan.Zero }));
    }

    [Fact]
    public void Nothing_is_asked_before_a_status_is()
    {
        Simulator.AddUpload(Id, Typical);
        IAsyncEnumerator<UploadStatus> statuses = Client.Uploads.WatchAsync(Id).GetAsyncEnumerator();
        RunTo(60);

        Assert.Equal(0, Simulator.RequestCount);
        Ended(statuses.DisposeAsync().AsTask());
    }

    [Fact]
    public void What_comes_while_nobody_pulls_is_kept()
    {
        UploadScriptBuilder script = UploadScript.Pending(Seconds(1));
        for (int i = 1; i <= 2_000; i++)
            script = script.Progress(Seconds(2), new UploadMeta { Valid = i });
        Simulator.AddUpload(Id, script.Succeeds(new UploadMeta { Valid = 2_000 }));
        IAsyncEnumerator<UploadStatus> statuses = Client.Uploads.WatchAsync(Id).GetAsyncEnumerator();
        Assert.True(DoneBy(1, statuses.MoveNextAsync().AsTask()));
        RunTo(10_000);
        int asked = Simulator.Requests.Count;

        List<long> counts = [];
        while (Done(statuses.MoveNextAsync().AsTask()))
            counts.Add(statuses.Current.Meta!.Valid);

        Assert.Equal([.. Enumerable.Range(1, 2_000).Select(i => (long)i), 2_000], counts);
        Assert.Equal(10_000, Now);
        Assert.Equal(asked, Simulator.Requests.Count);
    }

    [Fact]
    public void Leaving_the_loop_ends_the_watch()
    {
        Simulator.AddUpload(Id, UploadScript.StaysPending());
        Task<List<string>> pulled = PullAsync(enough: 1);
        RunTo(60);

        Assert.Equal(["0  PENDING"], Ended(pulled));
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Fact]
    public void Leaving_the_loop_while_a_request_is_under_way_gives_it_up()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(1)) };
        Simulator.AddUpload(Id, UploadScript.StaysPending());
        IAsyncEnumerator<UploadStatus> statuses = Client.Uploads.WatchAsync(Id).GetAsyncEnumerator();
        Assert.True(DoneBy(3.5, statuses.MoveNextAsync().AsTask()));

        Ended(statuses.DisposeAsync().AsTask());

        Assert.Equal([RequestOutcome.Answered, RequestOutcome.Cancelled], Simulator.Requests.Select(request => request.Outcome));
    }

    [Fact]
    public void An_error_comes_after_the_statuses_before_it()
    {
        Simulator.AddUpload(Id, UploadScript.Pending(Seconds(1)).Fails());
        IAsyncEnumerator<UploadStatus> statuses = Client.Uploads.WatchAsync(Id).GetAsyncEnumerator();
        Assert.True(Ended(statuses.MoveNextAsync().AsTask()));

        Assert.True(Ended(statuses.MoveNextAsync().AsTask()));
        Assert.Equal(UploadState.Failure, statuses.Current.State);
        Assert.Equal(Id, Failed<UploadFailedException>(statuses.MoveNextAsync().AsTask()).UploadTaskId);
        Assert.False(Ended(statuses.MoveNextAsync().AsTask()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cancelled_token_ends_the_wait_and_the_watch(bool isOfTheCall)
    {
        Simulator.AddUpload(Id, Typical);
        AssertCancels(token => Client.Uploads.WatchAsync(Id, cancellationToken: token), isOfTheCall);
    }

    [Fact]
    public void A_cancelled_token_counts_more_than_what_is_still_to_be_pulled()
    {
        Simulator.AddUpload(Id, Typical);
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerator<UploadStatus> statuses = Client.Uploads.WatchAsync(Id, cancellationToken: cancellation.Token).GetAsyncEnumerator(cancellation.Token);
        Assert.True(Ended(statuses.MoveNextAsync().AsTask()));

        cancellation.Cancel();

        Assert.True(statuses.MoveNextAsync().AsTask().IsCanceled);
    }

    [Fact]
    public void With_a_token_that_is_cancelled_already_nothing_is_asked()
    {
        Simulator.AddUpload(Id, Typical);

        Task<bool> next = Client.Uploads.WatchAsync(Id).GetAsyncEnumerator(new CancellationToken(canceled: true)).MoveNextAsync().AsTask();
        Run();

        Assert.True(next.IsCanceled);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public void Each_enumeration_is_a_watch_of_its_own()
    {
        Simulator.AddUpload(Id, Typical);
        IAsyncEnumerable<UploadStatus> statuses = Client.Uploads.WatchAsync(Id);

        Assert.Equal(3, Ended(PullAsync(statuses)).Count);
        Assert.Single(Ended(PullAsync(statuses)));
    }

    [Fact]
    public void A_disposed_client_ends_it()
    {
        Simulator.AddUpload(Id, UploadScript.StaysPending());
        Task<List<string>> pulled = PullAsync();
        RunTo(5);

        Client.Dispose();

        Failed<ObjectDisposedException>(pulled);
    }

    [Fact]
    public void Virtual_time_is_kept_whatever_context_is_current()
    {
        Simulator.AddUpload(Id, Typical);
        var context = new HostileSynchronizationContext();
        Task<List<string>>? pulled = null;
        context.Run(() =>
        {
            pulled = PullAsync();
            Run();
            Assert.True(pulled.IsCompleted, "Somebody has left virtual time.");
        });

        Assert.Equal(3, Ended(pulled!).Count);
        Assert.Equal(0, context.Posts);
    }

    private Task<List<string>> PullAsync(int enough = int.MaxValue) => PullAsync(Client.Uploads.WatchAsync(Id), enough);

    private async Task<List<string>> PullAsync(IAsyncEnumerable<UploadStatus> statuses, int enough = int.MaxValue)
    {
        List<string> lines = [];
        await foreach (UploadStatus status in statuses.ConfigureAwait(false))
        {
            lines.Add($"{Now}  {status.RawState}");
            if (lines.Count == enough)
                break;
        }
        return lines;
    }

    private T DoneBy<T>(double seconds, Task<T> task)
    {
        RunTo(seconds);
        return Done(task);
    }

    private static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "The task should have ended by now.");
        return task.GetAwaiter().GetResult();
    }
}
