using System.Net;
using System.Reactive.Concurrency;
using System.Text;
using Lobstr.Reactive.Samples.Webhooks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Webhooks;

/// <summary>What anybody may POST, over a real socket, and what comes of it.</summary>
public sealed class RunWebhookTests : IAsyncLifetime
{
    private readonly HistoricalScheduler _scheduler = new();
    private readonly List<string> _hints = [];
    private readonly List<string> _seen = [];
    private readonly HttpClient _http = new();
    private readonly LobstrSimulator _simulator;
    private readonly LobstrClient _client;
    private readonly string _run;
    private WebhookServer _server = null!;

    public RunWebhookTests()
    {
        _simulator = new LobstrSimulator(_scheduler);
        _client = _simulator.CreateClient();
        _run = _simulator.AddRun(RunScript.Running(TimeSpan.FromSeconds(10), results: 3).Succeeds());
    }

    public async ValueTask InitializeAsync()
    {
        _server = await WebhookServer.StartAsync(_client.Runs, (happened, run) => _hints.Add($"{happened} {run}"));
        _client.Runs
            .Watch(_run, new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) })
            .Subscribe(run => _seen.Add($"{_simulator.Elapsed.TotalSeconds} s {run.RawStatus}"), error => _seen.Add(error.Message), () => _seen.Add("ended"));
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData("run.running")]
    [InlineData("run.paused")]
    [InlineData("run.done")]
    [InlineData("run.error")]
    public async Task An_event_makes_the_watches_of_its_run_ask_now(string happened)
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body(happened, _run)));
        Advance();

        Assert.Equal([$"{happened} {_run}"], _hints);
        Assert.Equal(["0 s running", "20 s done", "ended"], _seen);
    }

    [Fact]
    public async Task What_the_body_says_beyond_the_id_is_not_believed()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync($$"""{"id":"{{_run}}","event":"run.error","status":"aborted","done_reason":"forged"}"""));
        Advance();

        Assert.Equal(["0 s running", "20 s done", "ended"], _seen);
    }

    [Theory]
    [InlineData("run.aborted")]
    [InlineData("RUN.DONE")]
    [InlineData("")]
    public async Task An_event_that_is_not_known_is_taken_and_ignored(string happened)
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body(happened, _run)));

        AssertNothingWasAsked();
    }

    [Fact]
    public async Task A_run_that_nobody_watches_costs_no_request()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(Body("run.done", new string('0', 32))));
        Advance();

        Assert.Equal(["0 s running"], _seen);
        Assert.Equal(1, _simulator.RequestCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"event\":\"run.done\"}")]
    [InlineData("{\"id\":1,\"event\":\"run.done\"}")]
    [InlineData("{\"id\":\"../../user/balance\",\"event\":\"run.done\"}")]
    [InlineData("{\"id\":\"0123456789abcdef0123456789abcde/\",\"event\":\"run.done\"}")]
    [InlineData("{\"id\":\"0123456789abcdef0123456789abcdef0\",\"event\":\"run.done\"}")]
    public async Task A_body_without_the_id_of_a_run_is_refused(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

        AssertNothingWasAsked();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(Body("run.done", _run) + new string(' ', 20_000)));

        AssertNothingWasAsked();
    }

    [Fact]
    public async Task No_other_address_and_no_other_method_is_answered()
    {
        using HttpResponseMessage elsewhere = await _http.PostAsync(new Uri(_server.Address, "/webhooks"), null, TestContext.Current.CancellationToken);
        using HttpResponseMessage read = await _http.GetAsync(_server.Address, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, read.StatusCode);
    }

    // A poll that is due at once is due in virtual time, too.
    private void Advance() => _scheduler.AdvanceBy(TimeSpan.FromTicks(1));

    private void AssertNothingWasAsked()
    {
        Advance();
        Assert.Empty(_hints);
        Assert.Equal(["0 s running"], _seen);
        Assert.Equal(1, _simulator.RequestCount);
    }

    private static string Body(string happened, string run) =>
        $$"""{"id":"{{run}}","object":"run","event":"{{happened}}","squid":{"id":"a","name":"b"},"timestamp":"2025/06/18 17:32:31"}""";

    private async Task<HttpStatusCode> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(_server.Address, content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
