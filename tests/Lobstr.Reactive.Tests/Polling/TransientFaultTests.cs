using System.Net;
using System.Net.Sockets;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>Which faults are retried.</summary>
public class TransientFaultTests
{
    private static readonly WatchOptions HalfASecond = new() { Retry = new() { Jitter = () => 0.5 } };

    public static TheoryData<string> Transient { get; } =
        ["HTTP", "HTTP 500", "HTTP 503", "HTTP 302", "IO", "end of stream", "timeout", "cancelled", "task cancelled", "foreign token", "protocol", "408", "500", "502", "503", "599"];

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
}
