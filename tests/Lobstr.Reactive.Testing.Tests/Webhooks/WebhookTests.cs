using System.Net;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class WebhookTests : RunTest, IDisposable
{
    private readonly Receiver _receiver = new();

    public WebhookTests() => Options = Options with
    {
        WebhookHandler = _receiver,
        Epoch = new DateTimeOffset(2025, 6, 18, 17, 32, 31, TimeSpan.Zero),
        Squids = new Dictionary<string, string> { ["Maps"] = Squid },
    };

    public void Dispose() => _receiver.Dispose();

    [Fact]
    public void An_event_is_posted_with_the_documented_body()
    {
        Assert.Equal(
            """201 {"webhook_fields":{"url":"https://example.com/hook","is_active":true,"retry":true,"events":{"run.running":false,"run.paused":false,"run.done":true,"run.error":true}}}""",
            Line(Configure("""{"url":"https://example.com/hook","is_active":true,"retry":true}""")));
        Simulator.AddRun("r", RunScript.Running(Seconds(10)).Succeeds(), squid: Squid);
        Advance(10);

        Assert.Equal(
            [$$"""POST https://example.com/hook application/json {"id":"r","object":"run","event":"run.done","squid":{"id":"{{Squid}}","name":"Maps"},"timestamp":"2025/06/18 17:32:41"}"""],
            _receiver.Received);
    }

    [Fact]
    public void Each_event_comes_when_it_happens_and_an_upload_or_an_abort_is_none()
    {
        Simulator.SetWebhook(Squid, new Webhook(new Uri("https://example.com/hook")) { OnRunning = true, OnPaused = true });
        Upload("url\n1\n");
        Simulator.AddRun("done", RunScript.Pending(Seconds(1)).Running(Seconds(5)).Paused(Seconds(10), "no_account_available").Running(Seconds(5)).Uploading(Seconds(1)).Succeeds(), squid: Squid);
        Simulator.AddRun("error", RunScript.Running(Seconds(30)).Fails(), squid: Squid);
        Simulator.AddRun("aborted", RunScript.Running(Seconds(40)).Aborts(), squid: Squid);
        Simulator.AddRun("stopped", RunScript.Running(Seconds(50)).Succeeds(), squid: Squid);
        Advance(2);
        Abort("stopped");
        Advance(1_000);

        Assert.Equal(
            [
                "00:00:00 run.running error #1 -> 200",
                "00:00:00 run.running aborted #1 -> 200",
                "00:00:00 run.running stopped #1 -> 200",
                "00:00:01 run.running done #1 -> 200",
                "00:00:06 run.paused done #1 -> 200",
                "00:00:16 run.running done #1 -> 200",
                "00:00:22 run.done done #1 -> 200",
                "00:00:30 run.error error #1 -> 200",
            ],
            Simulator.WebhookDeliveries.Select(delivery => delivery.ToString()));
    }

    [Fact]
    public void What_is_not_received_is_sent_again_three_times_a_quarter_of_an_hour_apart()
    {
        Simulator.SetWebhook(Squid, new Webhook(new Uri("https://example.com/hook")) { Retry = true });
        _receiver.Answer = attempt => attempt switch { 1 => HttpStatusCode.InternalServerError, 2 => null, 3 => throw new HttpRequestException("refused"), _ => HttpStatusCode.NoContent };
        Simulator.AddRun("r", RunScript.Succeeds(), squid: Squid);
        Clock.Start();

        Assert.Equal(
            ["00:00:00 run.done r #1 -> 500", "00:15:00 run.done r #2 -> no answer", "00:30:30 run.done r #3 -> no answer", "00:45:30 run.done r #4 -> 204"],
            Simulator.WebhookDeliveries.Select(delivery => delivery.ToString()));
        Assert.All(Simulator.WebhookDeliveries, delivery => Assert.False(delivery.IsReceived));
    }

    [Fact]
    public void What_is_received_is_not_sent_again_and_without_retry_neither_is_what_is_not()
    {
        Simulator.SetWebhook(Squid, new Webhook(new Uri("https://example.com/hook")) { Retry = true });
        Simulator.SetWebhook("other", new Webhook(new Uri("https://example.com/other")));
        _receiver.Answer = attempt => attempt == 1 ? HttpStatusCode.Accepted : HttpStatusCode.BadGateway;
        Simulator.AddRun("r", RunScript.Succeeds(), squid: Squid);
        Simulator.AddRun("s", RunScript.Succeeds(), squid: "other");
        Clock.Start();

        Assert.Equal(["00:00:00 run.done r #1 -> 202", "00:00:00 run.done s #1 -> 502"], Simulator.WebhookDeliveries.Select(delivery => delivery.ToString()));
    }

    [Fact]
    public void Nobody_is_told_of_what_they_do_not_want_or_while_they_are_not_active()
    {
        Simulator.SetWebhook(Squid, new Webhook(new Uri("https://example.com/hook")) { OnDone = false });
        Simulator.AddRun("r1", RunScript.Running(Seconds(5)).Succeeds(), squid: Squid);
        Advance(10);
        Simulator.SetWebhook(Squid, new Webhook(new Uri("https://example.com/hook")) { IsActive = false });
        Simulator.AddRun("r2", RunScript.Running(Seconds(5)).Succeeds(), squid: Squid);
        Advance(10);
        Simulator.SetWebhook(Squid, null);
        Simulator.AddRun("r3", RunScript.Running(Seconds(5)).Succeeds(), squid: Squid);
        Advance(10);

        Assert.Empty(_receiver.Received);
    }

    [Fact]
    public void A_webhook_that_is_set_during_a_run_is_told_of_what_comes()
    {
        Simulator.AddRun("r", RunScript.Running(TimeSpan.FromDays(100)).Succeeds(), squid: Squid);
        Clock.AdvanceBy(TimeSpan.FromDays(99));
        Configure("""{"url":"https://example.com/hook","events":{"run.done":true}}""");
        Clock.AdvanceBy(TimeSpan.FromDays(1));

        Assert.Equal(["100.00:00:00 run.done r #1 -> 200"], Simulator.WebhookDeliveries.Select(delivery => delivery.ToString()));
    }

    [Fact]
    public void Under_a_hostile_context_it_is_the_same()
    {
        var context = new HostileSynchronizationContext();
        context.Run(What_is_not_received_is_sent_again_three_times_a_quarter_of_an_hour_apart);

        Assert.Equal(0, context.Posts);
    }

    [Theory]
    [InlineData("delivery", "{}", "ParamsNeeded", "squid")]
    [InlineData("delivery?squid=" + Squid, "{}", "ParamsNeeded", "webhook_fields")]
    [InlineData("delivery?squid=" + Squid, """{"webhook_fields":{}}""", "validation_error", "url")]
    [InlineData("delivery?squid=" + Squid, """{"webhook_fields":{"url":"file:///x"}}""", "validation_error", "url")]
    public void A_bad_request_is_a_400_that_says_what_is_wrong(string path, string body, string type, string param) =>
        Says(type, param, PostTo(path, body));

    [Fact]
    public void A_webhook_is_of_a_squid_that_there_is()
    {
        Assert.Equal(404, (int)PostTo("delivery?squid=nobody", """{"webhook_fields":{"url":"https://example.com"}}""").StatusCode);
        Assert.Throws<ArgumentException>(() => Simulator.SetWebhook("a/b", null));
        Assert.Throws<ArgumentNullException>(() => Simulator.SetWebhook(null!, null));
    }

    private HttpResponseMessage Configure(string fields) => PostTo("delivery?squid=" + Squid, $$"""{"webhook_fields":{{fields}}}""");

    /// <summary>A user's server.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        private int _attempts;

        public List<string> Received { get; } = [];

        /// <summary>What it answers to which attempt; null: nothing.</summary>
        public Func<int, HttpStatusCode?> Answer { get; set; } = _ => HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Received.Add($"{request.Method} {request.RequestUri} {request.Content!.Headers.ContentType} {Ended(request.Content.ReadAsStringAsync(CancellationToken.None))}");
            return Answer(++_attempts) is { } code
                ? Task.FromResult(new HttpResponseMessage(code))
                : Silence(cancellationToken);
        }

        private static Task<HttpResponseMessage> Silence(CancellationToken cancellationToken)
        {
            var silence = new TaskCompletionSource<HttpResponseMessage>();
            cancellationToken.Register(() => silence.TrySetCanceled(cancellationToken));
            return silence.Task;
        }
    }
}
