using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary>The bodies of the service.</summary>
internal static class Answers
{
    // As the service writes text: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly Answer UploadNotFound =
        Error(HttpStatusCode.NotFound, "Upload task not found", "not_found_error", "upload_task_id");

    public static readonly Answer RunNotFound =
        Error(HttpStatusCode.NotFound, "Run not found", "not_found_error", "run");

    public static readonly Answer PathNotFound = Detail(HttpStatusCode.NotFound, "Not found.");

    public static readonly Answer NoKey =
        Detail(HttpStatusCode.Unauthorized, "Authentication credentials were not provided.");

    public static readonly Answer WrongKey = Detail(HttpStatusCode.Unauthorized, "Invalid token.");

    public static Answer MethodNotAllowed(HttpMethod method, string allowed) =>
        Detail(HttpStatusCode.MethodNotAllowed, $"Method \"{method}\" not allowed.") with { Headers = [new("Allow", allowed)] };

    public static Answer BadRequest(string message, string type, string param) =>
        Error(HttpStatusCode.BadRequest, message, type, param);

    public static Answer TooManyRequests(RateLimitState limit) => Json(HttpStatusCode.TooManyRequests, json =>
    {
        json.WriteString("error", $"Rate limit of {limit.Limit} requests exceeded.");
        json.WriteString("type", "RateLimitExceeded");
        json.WriteNumber("code", 429);
    });

    public static Answer Json(HttpStatusCode statusCode, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new Answer(statusCode, buffer.WrittenMemory);
    }

    private static Answer Error(HttpStatusCode statusCode, string message, string type, string param) => Json(statusCode, json =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", type);
        json.WriteString("param", param);
        json.WriteEndObject();
    });

    private static Answer Detail(HttpStatusCode statusCode, string text) =>
        Json(statusCode, json => json.WriteString("detail", text));
}
