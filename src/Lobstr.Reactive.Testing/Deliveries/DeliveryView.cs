using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>What the service says of how the results of a squid are delivered.</summary>
internal static class DeliveryView
{
    /// <summary>All of a squid, as its details have it.</summary>
    public static void Write(Utf8JsonWriter json, SimulatedSquid squid)
    {
        foreach (DeliveryMethod method in DeliveryMethod.InObjects) Write(json, method, squid.SaidOf(method));
        if (squid.Webhook is { } webhook) Write(json, webhook);
        else json.WriteNull("webhook_fields");
        JsonObject? email = squid.SaidOf(DeliveryMethod.Email);
        json.WriteString("email", JsonBody.TextOf(email, "email"));
        json.WriteBoolean("notifications", JsonBody.FlagOf(email, "notifications") ?? false);
    }

    /// <summary>One of them: an object of its own, or members.</summary>
    public static void Write(Utf8JsonWriter json, DeliveryMethod method, JsonObject? said)
    {
        if (method.Fields is { } fields)
        {
            Write(json, fields, said);
            return;
        }

        foreach ((string name, JsonNode? value) in said!) Write(json, name, value);
    }

    public static void Write(Utf8JsonWriter json, Webhook webhook)
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
    }

    private static void Write(Utf8JsonWriter json, string name, JsonNode? value)
    {
        json.WritePropertyName(name);
        if (value is null) json.WriteNullValue();
        else value.WriteTo(json);
    }
}
