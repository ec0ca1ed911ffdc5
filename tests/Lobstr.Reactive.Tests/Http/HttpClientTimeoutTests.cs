using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Tests;

/// <summary>The caller's HttpClient has a timeout of its own, in real time: what it ends is told as what it is.</summary>
public sealed class HttpClientTimeoutTests : IDisposable
{
    private readonly HttpClient _http = new(new SilentHandler()) { Timeout = TimeSpan.FromMilliseconds(20) };
    private readonly LobstrClient _client;

    public HttpClientTimeoutTests() => _client = new LobstrClient(
        _http, new LobstrClientOptions { ApiKey = ClientRun.Key, Scheduler = DefaultScheduler.Instance });

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData("send")]
    [InlineData("start")]
    public async Task What_was_sent_may_or_may_not_have_been_taken(string call)
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => CallAsync(call));

        Assert.Contains("HttpClient's own Timeout of 00:00:00.0200000", error.Message, StringComparison.Ordinal);
        Assert.Contains("may or may not have been taken", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("run")]
    public async Task A_question_has_timed_out_and_was_not_cancelled(string call)
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => CallAsync(call));

        Assert.Contains("HttpClient's own Timeout of 00:00:00.0200000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_retries_it()
    {
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var retries = 0;
        using IDisposable watch = _client.Uploads
            .Watch("up-1", new WatchOptions
            {
                Retry = new RetryPolicy
                {
                    MaxRetries = 2,
                    BaseDelay = TimeSpan.Zero,
                    ShouldRetry = error => error is TimeoutException && ++retries > 0,
                },
            })
            .Subscribe(_ => { }, error => ended.TrySetResult(error), () => { });

        Assert.IsType<TimeoutException>(await ended.Task);
        Assert.Equal(3, retries);
    }

    [Fact]
    public async Task A_cancellation_that_is_none_of_ours_is_none_of_the_timeouts_either()
    {
        using var http = new HttpClient(new CancellingHandler());
        using var client = new LobstrClient(http, new LobstrClientOptions { ApiKey = ClientRun.Key });

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Runs.StartAsync("squid", TestContext.Current.CancellationToken));

        Assert.Contains("may or may not have been taken", error.Message, StringComparison.Ordinal);
    }

    private Task CallAsync(string call) => call switch
    {
        "send" => _client.Uploads.SendAsync("squid", TaskFile.FromText("url\n", "a.csv"), TestContext.Current.CancellationToken),
        "start" => _client.Runs.StartAsync("squid", TestContext.Current.CancellationToken),
        "run" => _client.Runs.GetAsync("r", TestContext.Current.CancellationToken),
        _ => _client.Uploads.GetStatusAsync("up-1", TestContext.Current.CancellationToken),
    };

    /// <summary>Never answers.</summary>
    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new NotSupportedException();
        }
    }

    /// <summary>Gives up for a reason of its own.</summary>
    private sealed class CancellingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new OperationCanceledException("The circuit is open.");
    }
}
