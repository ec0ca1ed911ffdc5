using System.Net;
using System.Net.Sockets;
using Lobstr.Reactive.TestSupport;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Which faults are retried.</summary>
public class TransientFaultTests
{
    private static readonly WatchOptions HalfASecond = new() { Retry = new() { Jitter = () => 0.5 } };

    public static TheoryData<string> Transient { get; } =
        ["HTTP", "HTTP 500", "HTTP 503", "HTTP 302", "IO", "end of stream", "timeout", "cancelled", "task cancelled", "foreign token", "protocol", "408", "500", "502", "503", "599"];

    public static TheoryData<int> TransientCodes { get; } = [408, 500, 501, 502, 503, 504, 507, 520, 599];

    [Theory]
    [MemberData(nameof(Transient))]
    public void A_transient_fault_is_retried_and_the_subscriber_sees_nothing(string what)
    {
        WatchRun run = new(HalfASecond);
        run.Polls.Answers(Pending).Fails(Fault(what)).Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            2.5  poll
            2.5  next SUCCESS
            2.5  completed
            """);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public void A_transient_fault_that_leaves_the_call_itself_is_retried_too(string what)
    {
        WatchRun run = new(HalfASecond);
        run.Polls.Throws(Fault(what)).Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            0.5  poll
            0.5  next SUCCESS
            0.5  completed
            """);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public void A_transient_fault_that_comes_late_is_retried_from_when_it_came(string what)
    {
        WatchRun run = new(HalfASecond);
        run.Polls.Fails(Fault(what), after: 10).Answers(Success);

        run.Says(until: 60, """
            0  subscribe
            0  poll
            10.5  poll
            10.5  next SUCCESS
            10.5  completed
            """);
    }

    [Theory]
    [MemberData(nameof(Transient))]
    public void Without_retries_a_transient_fault_is_passed_on_as_it_is(string what)
    {
        Exception fault = Fault(what);
        WatchRun run = new(new() { Retry = RetryPolicy.None });
        run.Polls.Fails(fault);

        run.SubscribeAndRunTo(60);

        Assert.Equal(1, run.Polls.Calls);
        // A task that was cancelled keeps the cancellation, but not always its exception.
        if (fault is OperationCanceledException)
            Assert.IsAssignableFrom<OperationCanceledException>(run.Observer.Error);
        else
            Assert.Same(fault, run.Observer.Error);
    }

    [Theory]
    [MemberData(nameof(TransientCodes))]
    public void An_answer_of_a_server_in_trouble_is_retried(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(code, "<html>oops</html>").Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0.5  GET /v1/tasks/upload/up-1
            0.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            0.5  completed
            """);
    }

    [Theory]
    [InlineData("HTTP")]
    [InlineData("IO")]
    [InlineData("task cancelled")]
    public void A_fault_of_the_network_is_retried(string what)
    {
        using ClientRun run = new();
        run.Service.Fails(Fault(what), after: 1).Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            1.5  GET /v1/tasks/upload/up-1
            1.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            1.5  completed
            """);
    }

    [Fact]
    public void An_answer_that_breaks_off_in_its_body_is_retried()
    {
        using ClientRun run = new();
        run.Service.Answers(() => StubHandler.Response(200, new StreamContent(new BrokenStream()))).Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0.5  GET /v1/tasks/upload/up-1
            0.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            0.5  completed
            """);
    }

    [Fact]
    public void A_request_that_takes_too_long_is_cancelled_and_retried()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.HangsUntilCancelled().Answers(200, ClientRun.Success);

        run.WatchTo(60, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            10  cancelled
            10.5  GET /v1/tasks/upload/up-1
            10.5  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            10.5  completed
            """);
    }

    [Fact]
    public void A_request_that_takes_too_long_and_ignores_its_cancellation_is_retried_no_later()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(10) });
        run.Service.Answers(200, ClientRun.Success, after: 30).Stubbornly().Answers(200, ClientRun.Pending)
            .Answers(200, ClientRun.Progress).HangsUntilCancelled();

        run.WatchTo(13, HalfASecond);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            10  cancelled
            10.5  GET /v1/tasks/upload/up-1
            10.5  next PENDING
            12.5  GET /v1/tasks/upload/up-1
            12.5  next PROGRESS
            """);
    }

    [Fact]
    public void Without_retries_a_request_that_takes_too_long_is_a_TimeoutException()
    {
        using ClientRun run = new();
        run.Service.HangsUntilCancelled();

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal("30  error TimeoutException", run.Transcript.Lines[^1]);
        Assert.Contains(ClientRun.Id, run.Observer.Error!.Message, StringComparison.Ordinal);
    }

    private static Exception Fault(string what) => what switch
    {
        "HTTP" => new HttpRequestException("no route"),
        "HTTP 500" => new HttpRequestException("no", null, HttpStatusCode.InternalServerError),
        "HTTP 503" => new HttpRequestException("no", null, HttpStatusCode.ServiceUnavailable),
        "HTTP 302" => new HttpRequestException("no", null, HttpStatusCode.Found),
        "IO" => new IOException("cable", new SocketException(104)),
        "end of stream" => new EndOfStreamException("cut"),
        "timeout" => new TimeoutException("slow"),
        "cancelled" => new OperationCanceledException("somebody else's"),
        "task cancelled" => new TaskCanceledException("somebody else's"),
        "foreign token" => new OperationCanceledException(new CancellationToken(canceled: true)),
        "protocol" => new LobstrProtocolException("HTML"),
        _ => new LobstrApiException((HttpStatusCode)int.Parse(what, System.Globalization.CultureInfo.InvariantCulture), "trouble"),
    };

    private sealed class BrokenStream : MemoryStream
    {
        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("The connection broke off.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("The connection broke off."));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            Task.FromException(new IOException("The connection broke off."));
    }
}
