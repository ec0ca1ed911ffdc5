using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Handlers and bodies that ignore their token: who waits for them need not.</summary>
public sealed class StubbornDownloadTests : DownloadTest
{
    private readonly StalledStream _body = new();
    private readonly StubbornHandler _handler;

    public StubbornDownloadTests() => Wire.InnerHandler = _handler = new StubbornHandler(Simulator.CreateHandler());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_request_timeout_ends_the_wait_and_another_attempt_brings_the_file(bool hasHeaders)
    {
        ClientOptions = ClientOptions with { RequestTimeout = Seconds(12) };
        Task download = Begin(hasHeaders);
        RunTo(11.999);
        Assert.Equal(1, _handler.Transfers);
        // Full jitter of at most a second.
        RunTo(13.001);

        Assert.True(download.IsCompletedSuccessfully);
        Assert.Equal(Whole, Downloaded);
        Assert.Equal(2, _handler.Transfers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_callers_token_ends_it_at_once(bool hasHeaders)
    {
        using var cancellation = new CancellationTokenSource();
        Task download = Begin(hasHeaders, cancellationToken: cancellation.Token);
        RunTo(5);

        cancellation.Cancel();

        Assert.True(download.IsCanceled);
        NothingComesAfterwards(hasHeaders);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_that_is_disposed_ends_it_at_once(bool hasHeaders)
    {
        Task download = Begin(hasHeaders);
        RunTo(5);

        Client.Dispose();

        Assert.IsType<ObjectDisposedException>(download.Exception!.InnerException);
        NothingComesAfterwards(hasHeaders);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_late_fault_is_observed(bool hasHeaders)
    {
        using var unobserved = new UnobservedFaults();
        using var cancellation = new CancellationTokenSource();
        _ = Begin(hasHeaders, cancellationToken: cancellation.Token);
        RunTo(1);
        cancellation.Cancel();

        if (hasHeaders)
            _body.Fails(new IOException("too late"));
        else
            _handler.Fails(new HttpRequestException("too late"));

        Assert.DoesNotContain(unobserved.Find(), fault => fault.Message == "too late");
    }

    [Fact]
    public void A_late_response_is_disposed()
    {
        using var cancellation = new CancellationTokenSource();
        _ = Begin(hasHeaders: false, cancellationToken: cancellation.Token);
        RunTo(1);
        cancellation.Cancel();

        _handler.Answers(Response());

        Assert.True(_body.IsDisposed);
        Assert.Equal(0, _body.Reads);
    }

    [Fact]
    public void A_late_read_does_not_write_into_what_is_written_now()
    {
        using var destination = new WatchedStream();
        destination.WhenWritten = () => _body.Ends(new string('X', 900));
        Task download = Begin(hasHeaders: true, destination: destination);

        Ended(download);

        Assert.Equal(Whole, Encoding.ASCII.GetString(destination.ToArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_scheduler_that_takes_nothing_any_more_ends_it_with_its_exception(bool hasHeaders)
    {
        bool isGone = false;
        RefusingScheduler? scheduler = null;
        Through = clock => scheduler = new RefusingScheduler(clock) { Refuses = _ => isGone };
        Task download = Begin(hasHeaders);
        RunTo(5);

        isGone = true;
        Run();

        Assert.True(download.IsCompleted, "The download should not hang.");
        Assert.Same(scheduler!.Refusal, download.Exception!.InnerException);
    }

    [Fact]
    public void Virtual_time_is_kept_whatever_context_is_current()
    {
        var context = new HostileSynchronizationContext();
        context.Run(() =>
        {
            Task download = Begin(hasHeaders: true);
            Run();
            Assert.True(download.IsCompletedSuccessfully, "Somebody has left virtual time.");
        });

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(0, context.Posts);
    }

    private Task Begin(bool hasHeaders, Stream? destination = null, CancellationToken cancellationToken = default)
    {
        if (hasHeaders)
            _handler.Answers(Response());
        return StartDownload(destination, cancellationToken);
    }

    private HttpResponseMessage Response()
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(_body) };
        response.Content.Headers.ContentLength = 900;
        return response;
    }

    private void NothingComesAfterwards(bool hasHeaders)
    {
        _body.Ends(Whole);
        if (!hasHeaders)
            _handler.Answers(Response());
        Run();
        Assert.Equal("", Downloaded);
        Assert.True(_body.IsDisposed);
        Assert.Equal(1, _handler.Transfers);
    }

    /// <summary>Calls somebody between being given bytes and keeping them.</summary>
    private sealed class WatchedStream : MemoryStream
    {
        public Action? WhenWritten { get; set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            WhenWritten?.Invoke();
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
