using System.Text.Json;

namespace Lobstr.Reactive.Samples.Webhooks;

/// <summary>As much of a webhook's body as is looked at. Nothing of it is believed.</summary>
/// <param name="Event">What is said to have happened; empty: it does not say.</param>
/// <param name="RunId">The run that it is said to have happened to: 32 hex digits.</param>
internal sealed record RunEvent(string Event, string RunId)
{
    private const int IdLength = 32;

    /// <summary>Reads a body.</summary>
    /// <returns>The event; null: it is no JSON, or what it is about can be no run.</returns>
    public static async Task<RunEvent?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return TextOf(json.RootElement, "id") is { Length: IdLength } id && id.All(char.IsAsciiHexDigitLower)
                ? new RunEvent(TextOf(json.RootElement, "event") ?? "", id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
