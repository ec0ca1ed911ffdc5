using System.Reactive.Concurrency;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Files that take their time to be opened.</summary>
public sealed class FarFileTests : PipelineTest
{
    private readonly List<MemoryStream> _opened = [];
    private CancellationToken _token;

    [Fact]
    public void It_is_sent_as_soon_as_it_is_open()
    {
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, FileAfter(Seconds(7))));
        Run();

        Assert.Equal("7  POST tasks/upload", Requests().First());
        Assert.Null(observer.Error);
        Assert.Equal(2, Assert.Single(Simulator.Uploads).Meta.Inserted);
        Assert.False(Assert.Single(_opened).CanRead);
    }

    [Fact]
    public void It_is_opened_anew_for_each_subscription()
    {
        IObservable<UploadStatus> sending = Client.Uploads.SendAndWatch(Squid, FileAfter(Seconds(7)));
        Assert.Empty(_opened);
        Subscribe(sending);
        Subscribe(sending);
        Run();

        Assert.Equal(2, _opened.Count);
        Assert.Equal(2, Simulator.Uploads.Count);
    }

    [Fact]
    public void Virtual_time_is_kept_whatever_context_is_current()
    {
        var context = new HostileSynchronizationContext();
        context.Run(() =>
        {
            Task<string> sending = Client.Uploads.SendAsync(Squid, FileAfter(Seconds(7)), TestContext.Current.CancellationToken);
            Run();
            Assert.True(sending.IsCompletedSuccessfully, "Somebody has left virtual time.");
        });

        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public void What_the_function_throws_is_the_error_and_nothing_is_sent()
    {
        TaskFile atOnce = TaskFile.FromStream(_ => throw new IOException("no such blob"), "a.csv");
        TaskFile later = TaskFile.FromStream(_ => Task.FromException<Stream>(new IOException("no such blob")), "a.csv");

        Assert.Equal("no such blob", Failed<IOException>(Client.Uploads.SendAsync(Squid, atOnce)).Message);
        Assert.Equal("no such blob", Failed<IOException>(Client.Uploads.SendAsync(Squid, later)).Message);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Theory]
    [InlineData(true, "null instead of a task")]
    [InlineData(false, "null instead of a stream")]
    public void No_stream_is_an_error_that_says_so(bool isTask, string what)
    {
        var file = TaskFile.FromStream(_ => isTask ? null! : Task.FromResult<Stream>(null!), "a.csv");

        Assert.Contains(what, Failed<InvalidOperationException>(Client.Uploads.SendAsync(Squid, file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_while_it_is_being_opened_cancels_that_and_closes_what_comes_late()
    {
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, FileAfter(Seconds(7))));
        RunTo(5);
        Assert.False(_token.IsCancellationRequested);

        observer.Dispose();
        Assert.True(_token.IsCancellationRequested);
        Run();

        Assert.False(Assert.Single(_opened).CanRead);
        Assert.Equal(0, Simulator.RequestCount);
        Assert.Equal(["0  subscribe", "5  dispose"], Transcript.Lines);
    }

    [Fact]
    public void Opening_may_take_no_longer_than_a_request_and_then_nothing_was_sent()
    {
        TimeoutException error = Failed<TimeoutException>(Client.Uploads.SendAsync(Squid, FileAfter(Seconds(60))));

        Assert.DoesNotContain("may or may not have been taken", error.Message, StringComparison.Ordinal);
        Assert.True(_token.IsCancellationRequested);
        Assert.False(Assert.Single(_opened).CanRead);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public void Arguments_are_checked_at_the_call()
    {
        Assert.Throws<ArgumentNullException>(() => TaskFile.FromStream((Func<CancellationToken, Task<Stream>>)null!, "a.csv"));
        Assert.Throws<ArgumentException>(() => TaskFile.FromStream(_ => Task.FromResult(Stream.Null), "a.txt"));
    }

    private TaskFile FileAfter(TimeSpan delay) => TaskFile.FromStream(
        token =>
        {
            _token = token;
            var opening = new TaskCompletionSource<Stream>();
            Clock.Schedule(delay, () =>
            {
                MemoryStream file = new(Encoding.UTF8.GetBytes(TwoRows));
                _opened.Add(file);
                opening.SetResult(file);
            });
            return opening.Task;
        },
        "tasks.csv");
}
