using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>POST delivery?squid=</c>: who is told of the runs of a squid.</summary>
internal sealed class DeliveryEndpoints(SquidStore squids) : IEndpoints
{
    public bool IsOpen(string path) => false;

    public async ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path != "delivery") return null;
        if (message.Method != HttpMethod.Post) return Answers.MethodNotAllowed(message.Method, "POST");
        if (new Query(message.RequestUri!.Query)["squid"] is not { } squid) return Answers.Missing("squid");
        if (squids.Find(squid) is null) return squids.Unknown;
        JsonObject? body = await JsonBody.ReadAsync(message.Content, cancellationToken).ConfigureAwait(false);
        if (body?["webhook_fields"] is not JsonObject fields) return Answers.Missing("webhook_fields");
        if (!Uri.TryCreate(JsonBody.TextOf(fields, "url"), UriKind.Absolute, out Uri? url) || !url.Scheme.StartsWith("http", StringComparison.Ordinal))
            return Answers.BadRequest("The parameter url is not an address.", "validation_error", "url");
        Webhook webhook = WebhookOf(url, fields);
        return squids.Change(squid, known => known with { Webhook = webhook }) is null ? squids.Unknown : Describe(webhook);
    }

    private static Webhook WebhookOf(Uri url, JsonObject fields)
    {
        var defaults = new Webhook(url);
        var events = fields["events"] as JsonObject;
        return defaults with
        {
            IsActive = JsonBody.FlagOf(fields, "is_active") ?? defaults.IsActive,
            Retry = JsonBody.FlagOf(fields, "retry") ?? defaults.Retry,
            OnRunning = JsonBody.FlagOf(events, WebhookEvents.Running) ?? defaults.OnRunning,
            OnPaused = JsonBody.FlagOf(events, WebhookEvents.Paused) ?? defaults.OnPaused,
            OnDone = JsonBody.FlagOf(events, WebhookEvents.Done) ?? defaults.OnDone,
            OnError = JsonBody.FlagOf(events, WebhookEvents.Error) ?? defaults.OnError,
        };
    }

    private static Answer Describe(Webhook webhook) => Answers.Json(HttpStatusCode.Created, json =>
    {
        json.WriteStartObject("webhook_fields");
        json.WriteString("url", webhook.Url.AbsoluteUri);
        json.WriteBoolean("is_active", webhook.IsActive);
        json.WriteBoolean("retry", webhook.Retry);
        json.WriteStartObject("events");
        json.WriteBoolean(WebhookEvents.Running, webhook.OnRunning);
        json.WriteBoolean(WebhookEvents.Paused, webhook.OnPaused);
        json.WriteBoolean(WebhookEvents.Done, webhook.OnDone);
        json.WriteBoolean(WebhookEvents.Error, webhook.OnError);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
