using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>Reads the JSON body of a request.</summary>
internal static class JsonBody
{
    /// <summary>The object in it; null if it is none.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null) return null;
        byte[] body = await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var json = JsonNode.Parse(body) as JsonObject;
            // A name that is there twice shows at the first look alone.
            _ = json?.Count;
            return json;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A text of it; null if it is not there or no text.</summary>
    public static string? TextOf(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A yes or no of it; null if it is not there or neither.</summary>
    public static bool? FlagOf(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;
}
