using System.Net;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

public sealed class RepetitionTests : PipelineTest
{
    private const string Caveat = "may or may not have been taken";

    private static readonly WatchOptions Impatient = new() { Retry = new RetryPolicy { MaxRetries = 2, Jitter = () => 0.5 } };

    private int _opened;

    public static TheoryData<string> Faults => ["refused", "429", "maintenance", "503", "reset", "hang", "truncated", "500", "408", "502", "html", "400", "401"];

    [Theory]
    [InlineData("refused", "0 0.5")]
    [InlineData("maintenance", "0 90")]
    [InlineData("429", "0 60")]
    public void What_cannot_have_been_taken_is_sent_again(string fault, string instants)
    {
        Simulator.Faults.OnRequest(1, FaultOf(fault), request => request.Method == HttpMethod.Post);
        RawObserver<UploadStatus> observer = Subscribe(Send(Impatient));
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(2, _opened);
        Assert.Single(Simulator.Uploads);
        Assert.Equal(instants, string.Join(' ', Requests("tasks/upload").Where(line => line.EndsWith("POST tasks/upload", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])));
    }

    [Theory]
    [InlineData("reset", typeof(HttpRequestException))]
    [InlineData("hang", typeof(TimeoutException))]
    [InlineData("truncated", typeof(IOException))]
    [InlineData("500", typeof(LobstrApiException))]
    [InlineData("502", typeof(LobstrApiException))]
    [InlineData("503", typeof(LobstrApiException))]
    [InlineData("408", typeof(LobstrApiException))]
    [InlineData("html", typeof(LobstrProtocolException))]
    public void What_may_have_been_taken_is_sent_once_and_the_error_says_so(string fault, Type error)
    {
        Simulator.Faults.OnRequest(1, FaultOf(fault));
        RawObserver<UploadStatus> observer = Subscribe(Send(Impatient));
        Run();

        Assert.Equal(1, _opened);
        Assert.Equal(1, Simulator.RequestCount);
        Assert.IsAssignableFrom(error, observer.Error);
        Assert.Contains(Caveat, observer.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(Squid, observer.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    public void What_was_refused_is_sent_once_and_nobody_needs_to_wonder(string fault)
    {
        Simulator.Faults.OnRequest(1, FaultOf(fault));
        RawObserver<UploadStatus> observer = Subscribe(Send(Impatient));
        Run();

        Assert.Equal(1, _opened);
        Assert.IsAssignableFrom<LobstrApiException>(observer.Error);
        Assert.DoesNotContain(Caveat, observer.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refused", 3)]
    [InlineData("maintenance", 3)]
    public void The_last_fault_comes_through_when_the_retries_are_used_up(string fault, int sent)
    {
        Simulator.Faults.Always(FaultOf(fault));
        RawObserver<UploadStatus> observer = Subscribe(Send(Impatient));
        Run();

        Assert.Equal(sent, _opened);
        Assert.NotNull(observer.Error);
        Assert.DoesNotContain(Caveat, observer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_429_costs_no_retry()
    {
        Simulator.Faults.OnRequests(1, 4, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(5)));
        RawObserver<UploadStatus> observer = Subscribe(Send(new WatchOptions { Retry = RetryPolicy.None }));
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(["0", "5", "10", "15", "20"], Requests("tasks/upload").Take(5).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void A_503_is_repeated_no_earlier_than_the_service_asks()
    {
        Simulator.Faults.OnRequest(1, Fault.Maintenance(Seconds(90)));
        RawObserver<UploadStatus> observer = Subscribe(Send(Impatient));
        Run();

        Assert.Null(observer.Error);
        Assert.Equal(["0", "90"], Requests("tasks/upload").Take(2).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void A_503_that_names_no_time_may_come_after_the_file_was_taken_and_is_not_repeated()
    {
        Simulator.Faults.OnRequest(1, Fault.Maintenance());
        RawObserver<UploadStatus> observer = Subscribe(Send(Impatient));
        Run();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<LobstrApiException>(observer.Error).StatusCode);
        Assert.Contains(Caveat, observer.Error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _opened);
        Assert.Equal(1, Simulator.RequestCount);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_task_sends_once_whatever_happens(string fault)
    {
        Simulator.Faults.OnRequest(1, FaultOf(fault));
        Task<string> sent = Client.Uploads.SendAsync(Squid, TheFile());
        Run();

        Assert.True(sent.IsFaulted);
        Assert.Equal(1, _opened);
        Assert.Equal(1, Simulator.RequestCount);
        bool isDoubtful = fault is not ("refused" or "429" or "maintenance" or "400" or "401");
        Assert.Equal(isDoubtful, sent.Exception.InnerException!.Message.Contains(Caveat, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_service_said_stays_in_the_error()
    {
        Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.InternalServerError)
            .WithBody("""{"error":{"message":"Out of ink","type":"printer","param":"paper"}}""").WithRetryAfter(Seconds(7)));
        var error = Failed<LobstrApiException>(Client.Uploads.SendAsync(Squid, Csv()));

        Assert.Equal((HttpStatusCode.InternalServerError, "printer", "paper", Seconds(7)), (error.StatusCode, error.ErrorType, error.Param, error.RetryAfter));
        Assert.Contains("Out of ink", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retry_is_an_event()
    {
        Simulator.Faults.OnRequest(1, Fault.ConnectionRefused);
        var events = new List<LobstrEvent>();
        using IDisposable listening = Client.Events.Subscribe(events.Add);
        Subscribe(Send(Impatient));
        RunTo(1);

        RetryScheduled retry = Assert.Single(events.OfType<RetryScheduled>());
        Assert.Equal((Seconds(0.5), 1), (retry.Delay, retry.Attempt));
    }

    private static Fault FaultOf(string name) => name switch
    {
        "refused" => Fault.ConnectionRefused,
        "reset" => Fault.ConnectionReset,
        "hang" => Fault.Hang,
        "truncated" => Fault.TruncatedBody,
        "maintenance" => Fault.Maintenance(Seconds(90)),
        "html" => Fault.Body("<html>", "text/html"),
        "429" => Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(Seconds(60)),
        _ => Fault.Status(Enum.Parse<HttpStatusCode>(name)),
    };

    private IObservable<UploadStatus> Send(WatchOptions options) => Client.Uploads.SendAndWatch(Squid, TheFile(), options);

    private TaskFile TheFile() => TaskFile.FromStream(
        () =>
        {
            _opened++;
            return new ScriptedStream(Clock, pieces: 3);
        },
        "tasks.csv");
}
