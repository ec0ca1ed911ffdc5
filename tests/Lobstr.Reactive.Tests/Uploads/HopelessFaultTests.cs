using System.Net;
using static Lobstr.Reactive.UploadState;

namespace Lobstr.Reactive.Tests;

/// <summary>What ends a watch at once: errors that asking again would not cure.</summary>
public class HopelessFaultTests
{
    public static TheoryData<string> Hopeless { get; } =
        ["not found", "bad request", "unauthorized", "forbidden", "redirect", "409", "HTTP 404", "HTTP 400", "HTTP 499", "bug", "argument", "disposed"];

    public static TheoryData<int> HopelessCodes { get; } =
        [300, 301, 302, 303, 304, 307, 308, 400, 402, 405, 406, 409, 410, 413, 415, 418, 422, 423, 428, 431, 451, 499];

    [Theory]
    [MemberData(nameof(Hopeless))]
    public void A_hopeless_fault_ends_the_watch_at_once(string what)
    {
        Exception fault = Fault(what);
        WatchRun run = new();
        run.Polls.Answers(Pending).Fails(fault);

        run.Says(until: 3600, $"""
            0  subscribe
            0  poll
            0  next PENDING
            2  poll
            2  error {fault.GetType().Name}
            """);
        Assert.Same(fault, run.Observer.Error);
    }

    [Theory]
    [MemberData(nameof(Hopeless))]
    public void A_hopeless_fault_that_leaves_the_call_itself_ends_the_watch_too(string what)
    {
        Exception fault = Fault(what);
        WatchRun run = new();
        run.Polls.Throws(fault);

        run.Says(until: 3600, $"""
            0  subscribe
            0  poll
            0  error {fault.GetType().Name}
            """);
        Assert.Same(fault, run.Observer.Error);
    }

    [Theory]
    [MemberData(nameof(HopelessCodes))]
    public void An_answer_that_no_retry_would_cure_ends_the_watch_at_once(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(code, "", headers: ("Location", "https://elsewhere.example/"));

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  error LobstrApiException
            """);
        Assert.Equal(code, (int)Assert.IsType<LobstrApiException>(run.Observer.Error).StatusCode);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void A_refused_key_ends_the_watch_with_LobstrAuthenticationException(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending).Answers(code, """{"detail":"Invalid token."}""");

        run.WatchTo(3600);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next PENDING
            2  GET /v1/tasks/upload/up-1
            2  error LobstrAuthenticationException
            """);
        Assert.Equal(code, (int)Assert.IsType<LobstrAuthenticationException>(run.Observer.Error).StatusCode);
    }

    [Fact]
    public void A_null_task_ends_the_watch()
    {
        WatchRun run = new();
        int calls = 0;

        run.Observer.SubscribeTo(UploadStatusObservable.Create(_ => { calls++; return null!; }, null, run.Scheduler));
        run.RunTo(3600);

        Assert.Equal(1, calls);
        AssertEndsOverNull(run);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_null_status_ends_the_watch(double latency)
    {
        WatchRun run = new();
        run.Polls.Answers((UploadStatus)null!, after: latency);

        run.SubscribeAndRunTo(3600);

        Assert.Equal(1, run.Polls.Calls);
        AssertEndsOverNull(run);
    }

    private static void AssertEndsOverNull(WatchRun run)
    {
        Assert.Empty(run.Observer.Values);
        Assert.NotNull(run.Observer.Error);
        Assert.IsNotType<NullReferenceException>(run.Observer.Error);
        Assert.Contains("null", run.Observer.Error.Message, StringComparison.Ordinal);
        Assert.Empty(run.Transcript.Of("VIOLATION"));
    }

    private static Exception Fault(string what) => what switch
    {
        "not found" => new UploadNotFoundException("up-1"),
        "bad request" => new LobstrApiException(HttpStatusCode.BadRequest, "no"),
        "unauthorized" => new LobstrAuthenticationException("no"),
        "forbidden" => new LobstrAuthenticationException(HttpStatusCode.Forbidden, "no"),
        "redirect" => new LobstrApiException(HttpStatusCode.Found, "elsewhere"),
        "409" => new LobstrApiException(HttpStatusCode.Conflict, "no"),
        "HTTP 404" => new HttpRequestException("no", null, HttpStatusCode.NotFound),
        "HTTP 400" => new HttpRequestException("no", null, HttpStatusCode.BadRequest),
        "HTTP 499" => new HttpRequestException("no", null, (HttpStatusCode)499),
        "bug" => new InvalidOperationException("no"),
        "argument" => new ArgumentException("no"),
        "disposed" => new ObjectDisposedException("it"),
        _ => throw new ArgumentException(what),
    };
}
