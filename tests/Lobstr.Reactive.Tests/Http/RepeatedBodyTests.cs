using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A body goes out once: whoever asks for it again is refused, and the caller is told by whom.</summary>
public sealed class RepeatedBodyTests : VirtualRun, IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";
    private const string Ticket = """{"id":"up-1","object":"task_upload"}""";
    private const string Caveat = "may or may not have been taken";

    private readonly RepeatingHandler _handler = new();
    private readonly HttpClient _http;
    private readonly LobstrClient _client;
    private int _opened;

    public RepeatedBodyTests()
    {
        _http = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new LobstrClient(_http, new LobstrClientOptions { ApiKey = ClientRun.Key, Scheduler = Scheduler });
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void A_handler_that_sends_the_body_again_is_refused_and_named(bool isFile, bool isWrapped)
    {
        _handler.Answers = [(500, ""), (200, Ticket)];
        _handler.Wraps = isWrapped;

        var error = Assert.IsType<InvalidOperationException>(FaultOf(isFile ? SendAsync() : _client.Runs.StartAsync(Squid, TestContext.Current.CancellationToken)));

        Assert.Contains("a second time", error.Message, StringComparison.Ordinal);
        Assert.Contains(Caveat, error.Message, StringComparison.Ordinal);
        Assert.Contains(Squid, error.Message, StringComparison.Ordinal);
        Assert.Contains("handler", error.Message, StringComparison.Ordinal);
        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.Single(_handler.Bodies);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_not_retried(bool isFile)
    {
        _handler.Answers = [(500, ""), (200, Ticket)];
        var observer = new RawObserver<object>(Transcript);
        observer.SubscribeTo(isFile
            ? _client.Uploads.SendAndWatch(Squid, TheFile(), new WatchOptions { Retry = new RetryPolicy { ShouldRetry = _ => true } })
            : _client.Runs.Start(Squid));
        RunTo(300);

        Assert.IsType<InvalidOperationException>(observer.Error);
        Assert.Single(_handler.Bodies);
        Assert.Equal(isFile ? 1 : 0, _opened);
    }

    [Fact]
    public void A_handler_that_tries_again_and_again_gets_nothing_out_of_it()
    {
        _handler.Answers = [(500, ""), (200, Ticket), (200, Ticket)];
        _handler.Swallows = true;

        Assert.IsType<InvalidOperationException>(FaultOf(SendAsync()));
        Assert.Single(_handler.Bodies);
    }

    [Fact]
    public void An_error_of_the_first_sending_that_comes_through_after_all_is_still_a_body_asked_for_twice()
    {
        _handler.Answers = [(429, ""), (200, Ticket)];
        _handler.ReturnsFirst = true;

        Assert.IsType<InvalidOperationException>(FaultOf(SendAsync()));
    }

    [Fact]
    public void A_success_is_one_whoever_asked_in_vain()
    {
        _handler.Answers = [(200, Ticket), (500, "")];
        _handler.ReturnsFirst = true;
        Task<string> sent = SendAsync();
        RunTo(60);

        Assert.True(sent.IsCompletedSuccessfully);
    }

    [Fact]
    public void What_a_cold_send_sends_once_more_is_a_body_of_its_own()
    {
        _handler.Answers = [(429, "")];
        var observer = new RawObserver<UploadStatus>(Transcript);
        observer.SubscribeTo(_client.Uploads.SendAndWatch(Squid, TheFile()));
        RunTo(0.5);
        _handler.Answers = [(200, Ticket)];
        RunTo(10);

        Assert.Equal(2, _opened);
        Assert.Equal(2, _handler.Bodies.Count);
        Assert.All(_handler.Bodies, body => Assert.Contains("\r\n\r\nurl\n1\n\r\n--", body, StringComparison.Ordinal));
    }

    private Task<string> SendAsync() => _client.Uploads.SendAsync(Squid, TheFile(), TestContext.Current.CancellationToken);

    private TaskFile TheFile() => TaskFile.FromStream(
        () =>
        {
            _opened++;
            return new MemoryStream(Encoding.ASCII.GetBytes("url\n1\n"));
        },
        "tasks.csv");

    private Exception? FaultOf(Task task)
    {
        RunTo(300);
        Assert.True(task.IsCompleted, "It should have ended by now.");
        return task.Exception?.InnerException;
    }

    /// <summary>Sends the same request once for each answer, until one is no error: as retries in a handler do.</summary>
    private sealed class RepeatingHandler : HttpMessageHandler
    {
        public (int Code, string Body)[] Answers { get; set; } = [];

        /// <summary>As HttpClient's own handler treats what a body throws.</summary>
        public bool Wraps { get; set; } = true;

        /// <summary>Tries once more whatever a body throws.</summary>
        public bool Swallows { get; set; }

        /// <summary>Answers with the first of all, as one does that sends ahead of need.</summary>
        public bool ReturnsFirst { get; set; }

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
                return Response((200, ClientRun.Success));
            HttpResponseMessage? first = null;
            foreach ((int code, string body) in Answers)
            {
                try
                {
                    using var sent = new MemoryStream();
                    await request.Content!.CopyToAsync(sent, cancellationToken).ConfigureAwait(false);
                    Bodies.Add(Encoding.ASCII.GetString(sent.ToArray()));
                    first ??= Response((code, body));
                    if (code == 200 && !ReturnsFirst)
                        return first;
                }
                catch (InvalidOperationException) when (ReturnsFirst)
                {
                    return first!;
                }
                catch (InvalidOperationException error) when (Wraps)
                {
                    if (!Swallows || code == Answers[^1].Code)
                        throw new HttpRequestException("An error occurred while sending the request.", error);
                }
            }
            return Response(Answers[^1]);
        }

        private static HttpResponseMessage Response((int Code, string Body) answer) =>
            new((HttpStatusCode)answer.Code) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json") };
    }
}
