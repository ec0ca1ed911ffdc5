using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class SlowFileTests : PipelineTest
{
    [Fact]
    public void A_large_file_that_moves_is_not_given_up()
    {
        // An hour, with never more than 29 s between two pieces; 30 s are allowed without progress.
        var stream = new ScriptedStream(Clock, pieces: 124) { PieceTime = Seconds(29) };
        Task<string> sent = Client.Uploads.SendAsync(Squid, FileOf(stream));

        RunTo(3590);
        Assert.False(sent.IsCompleted);
        Ended(sent);
        Assert.Equal(123, Simulator.Uploads[0].RowCount);
        Assert.Equal(Seconds(124 * 29), Simulator.Uploads[0].ReceivedAt);
    }

#if !NETSTANDARD_LIBRARY // No token reaches what is sent there.
    [Fact]
    public void A_file_that_stalls_is_given_up_after_the_request_timeout()
    {
        var stream = new ScriptedStream(Clock, pieces: 10) { PieceTime = Seconds(20), StallsAt = 5 };
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, FileOf(stream)));
        Run();

        // The fourth piece came at 60.
        Assert.Equal(["0  subscribe", "90  error TimeoutException"], Transcript.Lines);
        Assert.Contains("may or may not have been taken", observer.Error!.Message, StringComparison.Ordinal);
        Assert.True(stream.IsClosed);
        Assert.Equal(RequestOutcome.Cancelled, Simulator.Requests[0].Outcome);
    }
#endif

    [Fact]
    public void Sending_stays_in_virtual_time_whatever_context_is_current()
    {
        var stream = new ScriptedStream(Clock, pieces: 3) { StartTime = Seconds(2), PieceTime = Seconds(5) };
        var context = new HostileSynchronizationContext();

        context.Run(() => Ended(Client.Uploads.SendAsync(Squid, FileOf(stream))));

        Assert.Equal((0, 17), (context.Posts, Now));
    }

    [Fact]
    public void A_service_that_does_not_answer_what_it_has_been_sent_is_given_up_after_the_request_timeout()
    {
        Simulator.Faults.OnRequest(1, Fault.Hang);
        ClientOptions = ClientOptions with { RequestTimeout = Seconds(12) };
        var error = Failed<TimeoutException>(Client.Uploads.SendAsync(Squid, Csv()));

        Assert.Equal(12, Now);
        Assert.Contains("may or may not have been taken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wait_for_the_budget_is_not_counted()
    {
        Simulator.Faults.OnRequest(1, Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(100)));
        Subscribe(Client.Uploads.Watch("none"));
        RunTo(1);
        Task<string> sent = Client.Uploads.SendAsync(Squid, Csv());
        RunTo(99);
        Assert.Empty(Simulator.Uploads);

        Ended(sent);
        Assert.Single(Simulator.Uploads);
    }

#if !NETSTANDARD_LIBRARY // No token reaches what is sent there.
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(35)]
    public void Dispose_while_sending_aborts_the_request_and_closes_the_file(double seconds)
    {
        var stream = new ScriptedStream(Clock, pieces: 10) { PieceTime = Seconds(10) };
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, FileOf(stream)));
        RunTo(seconds + 0.001);
        Assert.False(stream.IsClosed);

        observer.Dispose();

        Assert.True(stream.IsClosed);
        Assert.Equal(RequestOutcome.Cancelled, Assert.Single(Simulator.Requests).Outcome);
        Run();
        Assert.Empty(Simulator.Uploads);
        Assert.Equal(2, Transcript.Lines.Count);
    }
#endif

    [Fact]
    public void Dispose_before_it_is_sent_opens_nothing()
    {
        int opened = 0;
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, TaskFile.FromStream(
            () =>
            {
                opened++;
                return new MemoryStream();
            },
            "a.csv")));
        observer.Dispose();
        Run();

        Assert.Equal(0, opened);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public void Dispose_while_it_waits_to_send_again_sends_nothing_more()
    {
        Simulator.Faults.Always(Fault.Maintenance(Seconds(60)));
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, Csv()));
        RunTo(30);
        observer.Dispose();
        Run();

        Assert.Equal(1, Simulator.RequestCount);
        Assert.Equal(30, Now);
    }

#if !NETSTANDARD_LIBRARY // No token reaches what is sent there.
    [Fact]
    public void A_cancelled_token_aborts_the_request_and_closes_the_file()
    {
        using var cancellation = new CancellationTokenSource();
        var stream = new ScriptedStream(Clock, pieces: 10) { PieceTime = Seconds(10) };
        Task<string> sent = Client.Uploads.SendAsync(Squid, FileOf(stream), cancellation.Token);
        RunTo(15);

        cancellation.Cancel();

        Assert.True(sent.IsCanceled);
        Assert.True(stream.IsClosed);
        Assert.Equal(RequestOutcome.Cancelled, Assert.Single(Simulator.Requests).Outcome);
    }
#endif

    [Theory]
#if !NETSTANDARD_LIBRARY // No token reaches what is sent there.
    [InlineData(true)]
#endif
    [InlineData(false)]
    public void A_disposed_client_sends_no_more(bool isSending)
    {
        if (!isSending)
            Simulator.Faults.Always(Fault.Maintenance(Seconds(600)));
        var stream = new ScriptedStream(Clock, pieces: 10) { PieceTime = Seconds(10) };
        RawObserver<UploadStatus> observer = Subscribe(Client.Uploads.SendAndWatch(Squid, FileOf(stream)));
        RunTo(15);

        Client.Dispose();
        RunTo(15.001);

        Assert.IsType<ObjectDisposedException>(observer.Error);
        Assert.True(stream.IsClosed);
        Run();
        Assert.Equal(1, Simulator.RequestCount);
    }

    private static TaskFile FileOf(ScriptedStream stream) => TaskFile.FromStream(() => stream, "tasks.csv");
}
