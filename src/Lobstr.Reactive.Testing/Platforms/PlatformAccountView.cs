using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>What the service says of platforms and of accounts there.</summary>
internal sealed class PlatformAccountView(SquidStore squids, SimulatorClock clock)
{
    public void Write(Utf8JsonWriter json, PlatformAccount account)
    {
        json.WriteStartObject();
        json.WriteString("id", account.Id);
        json.WriteString("object", "account");
        json.WriteString("username", account.UserName);
        json.WriteString("created_at", TimeText.Date(clock.DateAt(account.CreatedAt)));
        json.WriteString("last_synchronization_time", TimeText.Date(clock.DateAt(account.SentAt + PlatformAccountStore.SyncTime)));
        json.WriteString("status", "200");
        json.WriteString("status_code_info", "synchronized");
        json.WriteString("status_code_description", "Success!");
        json.WriteString("type", account.Type.Name);
        json.WriteStartObject("params");
        WriteLimits(json, account);
        json.WriteEndObject();
        json.WriteString("updated_at", account.UpdatedAt is { } updatedAt ? TimeText.Date(clock.DateAt(updatedAt)) : null);
        json.WriteString("account_type_hash", account.Type.Id);
        json.WriteStartArray("squids");
        foreach (SimulatedSquid squid in squids.Named(null).Where(squid => Uses(squid, account.Id)))
        {
            json.WriteStartObject();
            json.WriteString("name", squid.Name);
            json.WriteString("hash_value", squid.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WritePlatform(json, account.Type);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PlatformType type)
    {
        json.WriteStartObject();
        json.WriteString("id", type.Id);
        json.WriteString("object", "account_type");
        json.WriteString("name", type.Name);
        json.WriteString("domain", type.Domain);
        WritePlatform(json, type);
        json.WriteEndObject();
    }

    public static void WriteLimits(Utf8JsonWriter json, PlatformAccount account)
    {
        json.WriteStartObject("default");
        json.WriteEndObject();
        json.WritePropertyName("user");
        json.WriteRawValue(account.Limits);
    }

    private static void WritePlatform(Utf8JsonWriter json, PlatformType type)
    {
        json.WriteString("baseurl", type.Address);
        json.WriteStartArray("cookies");
        foreach (string cookie in type.Cookies)
        {
            json.WriteStartObject();
            json.WriteString("name", cookie);
            json.WriteBoolean("required", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool Uses(SimulatedSquid squid, string account) =>
        JsonNode.Parse(squid.Accounts)!.AsArray().Any(used => used is JsonValue value && value.TryGetValue(out string? id) && id == account);
}
