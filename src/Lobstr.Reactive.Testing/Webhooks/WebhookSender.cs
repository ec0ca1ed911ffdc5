using System.Net;
using System.Reactive.Disposables;

namespace Lobstr.Reactive.Testing;

/// <summary>Tells whoever wants to know what happens to runs, when it happens.</summary>
internal sealed class WebhookSender(SquidStore squids, SimulatorClock clock, LobstrSimulatorOptions options)
{
    private const int MaxAttempts = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(15);

    // No scheduler takes every delay.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly List<WebhookDelivery> _deliveries = [];
    private readonly HttpMessageInvoker? _receiver =
        options.WebhookHandler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;

    public IReadOnlyList<WebhookDelivery> Deliveries
    {
        get
        {
            lock (_gate) return [.. _deliveries];
        }
    }

    /// <summary>From now on, tells of a run. If nobody can be told, it sets no timer.</summary>
    public void Follow(SimulatedRun run)
    {
        if (_receiver is not null) Await(run, run.Script, index: 0);
    }

    private void Await(SimulatedRun run, RunScript script, int index)
    {
        if (index == script.Steps.Count) return;
        TimeSpan due = run.Start.StartedAt + script.Steps[index].Start - clock.Elapsed;
        TimeSpan wait = due < LongestWait ? due : LongestWait;
        clock.Scheduler.Schedule((run, script, index), wait > TimeSpan.Zero ? wait : TimeSpan.Zero, (_, state) =>
        {
            // Somebody has stopped it: of that nobody is told.
            if (state.run.Script != state.script) return Disposable.Empty;
            bool isDue = clock.Elapsed >= state.run.Start.StartedAt + state.script.Steps[state.index].Start;
            if (isDue) Tell(state.run, state.script.Steps[state.index]);
            Await(state.run, state.script, isDue ? state.index + 1 : state.index);
            return Disposable.Empty;
        });
    }

    private void Tell(SimulatedRun run, RunStep step)
    {
        if (WebhookEvents.Of(step) is not { } happened || squids.Find(run.Start.Squid) is not { Webhook: { } webhook } squid) return;
        if (webhook.Wants(happened)) _ = PostAsync(webhook, happened, run.Start.Id, squid);
    }

    private async Task PostAsync(Webhook webhook, string happened, string runId, SimulatedSquid squid)
    {
        byte[] body = BodyOf(happened, runId, squid, clock.DateAt(clock.Elapsed));
        for (int attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            TimeSpan sentAt = clock.Elapsed;
            HttpStatusCode? answer = await TrySendAsync(webhook.Url, body).ConfigureAwait(false);
            var delivery = new WebhookDelivery(happened, runId, squid.Id, webhook.Url, attempt, sentAt, answer);
            lock (_gate) _deliveries.Add(delivery);
            if (delivery.IsReceived || !webhook.Retry) return;
            if (attempt < MaxAttempts) await SchedulerWait.For(clock.Scheduler, RetryDelay, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<HttpStatusCode?> TrySendAsync(Uri url, byte[] body)
    {
        using var patience = new CancellationTokenSource();
        using IDisposable timer = clock.Scheduler.Schedule(patience, Patience, static (_, source) =>
        {
            Inline.Run(static patience => patience.Cancel(), source);
            return Disposable.Empty;
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        try
        {
            using HttpResponseMessage response = await _receiver!.SendAsync(request, patience.Token).ConfigureAwait(false);
            return response.StatusCode;
        }
        catch (Exception)
        {
            // Whatever the receiver has thrown: it has not said that it has received anything.
            return null;
        }
    }

    private static byte[] BodyOf(string happened, string runId, SimulatedSquid squid, DateTimeOffset now) =>
        Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", runId);
            json.WriteString("object", "run");
            json.WriteString("event", happened);
            json.WriteStartObject("squid");
            json.WriteString("id", squid.Id);
            json.WriteString("name", squid.Name);
            json.WriteEndObject();
            json.WriteString("timestamp", TimeText.SlashedDate(now));
        }).Body.ToArray();
}
