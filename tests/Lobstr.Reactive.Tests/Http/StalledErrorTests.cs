using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>What an error's headers say counts, whatever becomes of its body.</summary>
public class StalledErrorTests
{
    public static TheoryData<string> Failures => ["io", "http", "cancelled", "disposed", "odd", "encoding", "damage"];

    [Theory]
    [InlineData(401, typeof(LobstrAuthenticationException))]
    [InlineData(403, typeof(LobstrAuthenticationException))]
    [InlineData(404, typeof(UploadNotFoundException))]
    [InlineData(400, typeof(LobstrApiException))]
    [InlineData(302, typeof(LobstrApiException))]
    public void A_refusal_whose_body_does_not_come_ends_the_watch_after_five_seconds(int code, Type error)
    {
        using ClientRun run = new();
        run.Service.Answers(() => Stalled(code).Response, after: 1);
        run.WatchTo(60);

        run.Says(
            $"""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            6  error {error.Name}
            """);
        Assert.Equal(code, (int)((LobstrApiException)run.Observer.Error!).StatusCode);
    }

    [Fact]
    public void A_429_whose_body_does_not_come_is_waited_out()
    {
        using ClientRun run = new();
        run.Service.Answers(() => Stalled(429, ("Retry-After", "40")).Response).Answers(200, ClientRun.Success);
        run.WatchTo(60, new WatchOptions { Retry = RetryPolicy.None });

        run.Says(
            """
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            45  GET /v1/tasks/upload/up-1
            45  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            45  completed
            """);
    }

    [Fact]
    public void A_503_whose_body_does_not_come_is_retried_no_earlier_than_it_says()
    {
        using ClientRun run = new();
        run.Service.Answers(() => Stalled(503, ("Retry-After", "20")).Response).Answers(200, ClientRun.Success);
        run.WatchTo(60, new WatchOptions { Retry = new RetryPolicy { Jitter = () => 0.5 } });

        Assert.Equal([0, 25], run.Service.Requests.Select(request => request.At.Ticks / TimeSpan.TicksPerSecond));
    }

    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(30, 28, 30)]
    [InlineData(30, 24, 29)]
    [InlineData(5, 0, 5)]
    public void At_the_request_timeout_it_counts_and_is_no_timeout(double timeout, double headersAt, double endsAt)
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(timeout) });
        run.Service.Answers(() => Stalled(401).Response, headersAt);
        run.WatchTo(60);

        Assert.Equal($"{endsAt}  error LobstrAuthenticationException", run.Transcript.Lines[^1]);
        Assert.DoesNotContain("cancelled", run.Transcript.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_has_the_status_too()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(3) });
        run.Service.Answers(() => Stalled(429, ("Retry-After", "7")).Response);

        var error = Assert.IsType<LobstrRateLimitException>(run.Ask().Exception!.InnerException);

        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }

    [Theory]
    [InlineData(429, "LobstrRateLimitException")]
    [InlineData(413, "LobstrApiException")]
    [InlineData(500, "LobstrApiException")]
    public void A_file_and_a_start_of_a_run_have_the_status_too(int code, string error)
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(2) });
        run.Service.Answers(() => Stalled(code).Response);
        Task<Run> started = run.Client.Runs.StartAsync("squid", TestContext.Current.CancellationToken);
        run.RunTo(2);
        run.Service.Answers(() => Stalled(code).Response);
        Task<string> sent = run.Client.Uploads.SendAsync("squid", TaskFile.FromText("url\n", "a.csv"), TestContext.Current.CancellationToken);
        run.RunTo(100);

        Assert.Equal(error, started.Exception!.InnerException!.GetType().Name);
        Assert.Equal(error, sent.Exception!.InnerException!.GetType().Name);
    }

    [Fact]
    public void Words_that_come_in_time_are_heard()
    {
        using ClientRun run = new();
        (HttpResponseMessage response, StalledStream body) = Stalled(401);
        run.Service.Answers(() => response);
        run.At(4.9, () => HostileSynchronizationContext.RunWithNone(() => body.Ends("""{"detail":"No such key"}""")));
        run.WatchTo(60);

        Assert.Equal("4.9  error LobstrAuthenticationException", run.Transcript.Lines[^1]);
        Assert.Contains("No such key", run.Observer.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_fails_when_nobody_waits_for_it_hurts_nobody_and_the_response_has_been_disposed()
    {
        using UnobservedFaults unobserved = new();
        using ClientRun run = new();
        (HttpResponseMessage response, StalledStream body) = Stalled(401);
        run.Service.Answers(() => response);
        run.WatchTo(10);
        Assert.True(run.Observer.HasEnded);
        Assert.True(body.IsDisposed);

        body.Fails(new NotSupportedException("too late"));

        Assert.DoesNotContain(unobserved.Find(), fault => fault.Message == "too late");
    }

    [Fact]
    public void Dispose_ends_the_wait_for_the_words()
    {
        using ClientRun run = new();
        (HttpResponseMessage response, StalledStream body) = Stalled(401);
        run.Service.Answers(() => response);
        run.WatchTo(2);
        run.Observer.Dispose();
        run.RunTo(20);

        Assert.True(body.IsDisposed);
        Assert.Equal("2  dispose", run.Transcript.Lines[^1]);
    }

    [Fact]
    public void Virtual_time_is_kept_whatever_context_is_current()
    {
        HostileSynchronizationContext context = new();
        context.Run(() =>
        {
            using ClientRun run = new();
            run.Service.Answers(() => Stalled(401).Response);
            run.WatchTo(5);
            Assert.True(run.Observer.HasEnded, "Somebody has left virtual time.");
        });
        Assert.Equal(0, context.Posts);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_body_that_cannot_be_read_loses_its_words_alone(string failure)
    {
        using ClientRun run = new();
        run.Service.Answers(() =>
        {
            (HttpResponseMessage response, StalledStream body) = Stalled(401);
            if (failure is "encoding" or "damage")
                response.Content.Headers.TryAddWithoutValidation("Content-Encoding", failure is "damage" ? "gzip" : "zstd");
            if (failure is "damage" or "encoding")
                body.Ends("no gzip at all, and longer than a header of it");
            else
                body.Fails(FailureOf(failure));
            return response;
        });
        run.WatchTo(10);

        Assert.Equal("0  error LobstrAuthenticationException", run.Transcript.Lines[^1]);
    }

    [Fact]
    public void A_success_may_take_as_long_as_before()
    {
        using ClientRun run = new(options => options with { RequestTimeout = TimeSpan.FromSeconds(12) });
        run.Service.Answers(() => Stalled(200).Response);

        Assert.IsType<TimeoutException>(run.Ask().Exception!.InnerException);
        Assert.DoesNotContain("5  ", run.Transcript.ToString(), StringComparison.Ordinal);
    }

    private static (HttpResponseMessage Response, StalledStream Body) Stalled(int code, params (string Name, string Value)[] headers)
    {
        var body = new StalledStream();
        return (StubHandler.Response(code, new StreamContent(body), headers), body);
    }

    private static Exception FailureOf(string name) => name switch
    {
        "io" => new IOException("no"),
        "http" => new HttpRequestException("no"),
        "cancelled" => new TaskCanceledException("no"),
        "disposed" => new ObjectDisposedException("it"),
        _ => new NotSupportedException("no"),
    };
}
