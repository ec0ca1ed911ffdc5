using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lobstr.Reactive.Testing;

/// <summary>The bodies of the service.</summary>
internal static class Answers
{
    private const int ListedIds = 5;

    // As the service writes text: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly Answer UploadNotFound = NoUpload(advice: "");

    public static readonly Answer RunNotFound = NoRun(advice: "");

    public static readonly Answer PathNotFound = Detail(HttpStatusCode.NotFound, "Not found.");

    public static readonly Answer NoKey =
        Detail(HttpStatusCode.Unauthorized, "Authentication credentials were not provided.");

    public static readonly Answer WrongKey = Detail(HttpStatusCode.Unauthorized, "Invalid token.");

    /// <summary>The 404 of an id that nobody gave the simulator: most likely a slip of the author of the test.</summary>
    public static Answer UnknownUpload(IReadOnlyCollection<string> known) => NoUpload(
        $". The simulator was never given this id: AddUpload adds an upload, UploadScript.NeverFound scripts this answer. {ListOf(known)}");

    /// <summary>The same of a run.</summary>
    public static Answer UnknownRun(IReadOnlyCollection<string> known) => NoRun(
        $". The simulator was never given this id: AddRun adds a run, and starting one gives its id. {ListOf(known)}");

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
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return new Answer(statusCode, buffer.ToArray());
    }

    private static Answer NoUpload(string advice) =>
        Error(HttpStatusCode.NotFound, "Upload task not found" + advice, "not_found_error", "upload_task_id");

    private static Answer NoRun(string advice) =>
        Error(HttpStatusCode.NotFound, "Run not found" + advice, "not_found_error", "run");

    private static string ListOf(IReadOnlyCollection<string> known)
    {
        if (known.Count == 0) return "It has none so far.";
        string more = known.Count > ListedIds ? $" and {known.Count - ListedIds} more" : "";
        return $"It has {string.Join(", ", known.Order(StringComparer.Ordinal).Take(ListedIds).Select(id => $"'{id}'"))}{more}.";
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
