using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>Plain HTTP to the runs of a simulator.</summary>
public abstract class RunTest : SimulatorTest
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected HttpResponseMessage Post(string body) => PostTo("runs", body);

    protected HttpResponseMessage Start(string squid = Squid) => Post($$"""{"squid":"{{squid}}"}""");

    /// <summary>Starts a run that must start, and gives its id.</summary>
    protected string StartedId(string squid = Squid) => (string)Json(Start(squid))["id"]!;

    protected HttpResponseMessage Abort(string id) => Ended(SendAsync(HttpMethod.Post, $"runs/{id}/abort"));

    /// <summary>Sends a JSON body.</summary>
    protected HttpResponseMessage PostTo(string path, string body) =>
        Ended(SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json")));

    protected JsonObject Run(string id) => Json(Get("runs/" + id));

    protected JsonObject Stats(string id) => Json(Get($"runs/{id}/stats"));

    protected static JsonObject Json(HttpResponseMessage response)
    {
        Assert.Equal(200, (int)response.StatusCode);
        return JsonNode.Parse(Body(response))!.AsObject();
    }

    /// <summary>The values of some fields, as the service writes them, parted by spaces.</summary>
    protected static string Fields(JsonObject json, params string[] names) =>
        string.Join(' ', names.Select(name => JsonSerializer.Serialize(json[name], AsWritten).Trim('"')));

    protected static void Says(string type, string param, HttpResponseMessage response) => Assert.Matches(
        $$"""^400 \{"error":\{"message":"[^"]+","type":"{{type}}","param":"{{param}}"\}\}$""", Line(response));
}
