using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>The parameters of a crawler as its details list them: each is text there, whatever it is elsewhere.</summary>
internal static class CrawlerInputs
{
    public static void Write(Utf8JsonWriter json, SimulatedCrawler crawler)
    {
        json.WriteStartArray("input");
        Write(json, "task", crawler.TaskParameters);
        Write(json, "squid", crawler.SquidParameters);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string level, JsonObject parameters)
    {
        foreach ((string name, JsonNode? parameter) in parameters)
        {
            // What has no type are the functions, which are no parameters.
            if (parameter is not JsonObject said || JsonBody.TextOf(said, "type") is not { } type) continue;
            json.WriteStartObject();
            json.WriteString("level", level);
            json.WriteString("name", name);
            json.WriteString("type", type);
            json.WriteString("required", JsonBody.FlagOf(said, "required") == true ? "true" : "false");
            json.WriteString("default", said["default"]?.ToString() ?? "");
            json.WriteEndObject();
        }
    }
}
