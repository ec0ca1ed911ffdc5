using System.Net;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary><c>POST delivery?squid=</c>: who is told of the runs of a squid, and who is given their results.</summary>
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
        if (body?["webhook_fields"] is JsonObject fields) return SetWebhook(squid, fields);
        return DeliveryMethod.Of(body) is { } method ? Set(squid, method, body!) : Answers.Missing("webhook_fields");
    }

    private Answer SetWebhook(string squid, JsonObject fields)
    {
        if (!Uri.TryCreate(JsonBody.TextOf(fields, "url"), UriKind.Absolute, out Uri? url) || !url.Scheme.StartsWith("http", StringComparison.Ordinal))
            return Answers.BadRequest("The parameter url is not an address.", "validation_error", "url");
        Webhook webhook = WebhookOf(url, fields);
        if (squids.Change(squid, known => known with { Webhook = webhook }) is null) return squids.Unknown;
        return Answers.Json(HttpStatusCode.Created, json => DeliveryView.Write(json, webhook));
    }

    // Nothing is delivered: a squid only knows what was said.
    private Answer Set(string squid, DeliveryMethod method, JsonObject body)
    {
        (JsonObject? said, Answer? refusal) = method.Read(body);
        if (refusal is not null) return refusal;
        if (squids.Change(squid, known => known.With(method, said!)) is null) return squids.Unknown;
        return Answers.Json(HttpStatusCode.Created, json => DeliveryView.Write(json, method, said));
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
}
