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

    public const string RunNotFoundWords = "Run not found";

    // The very answer for a run that nobody knows.
    public const string NotExportedWords = "Run not found or export not ready";

    public const string NothingToAbortWords = "Run not found or already completed";

    public static readonly Answer RunNotFound = NoRun(RunNotFoundWords);

    public static readonly Answer NotExported = NoRun(NotExportedWords);

    public static readonly Answer NothingToAbort = NoRun(NothingToAbortWords);

    public static readonly Answer SquidNotFound = NoSquid(advice: "");

    public static readonly Answer PathNotFound = DetailNotFound("Not found.");

    public static readonly Answer NoKey =
        Detail(HttpStatusCode.Unauthorized, "Authentication credentials were not provided.");

    public static readonly Answer WrongKey = Detail(HttpStatusCode.Unauthorized, "Invalid token.");

    /// <summary>The 404 of an id that nobody gave the simulator: most likely a slip of the author of the test.</summary>
    public static Answer UnknownUpload(IReadOnlyCollection<string> known) => NoUpload(
        $". The simulator was never given this id: AddUpload adds an upload, UploadScript.NeverFound scripts this answer. {ListOf(known)}");

    /// <summary>The same of a run, after the words of the answer.</summary>
    public static Answer UnknownRun(string words, IReadOnlyCollection<string> known) => NoRun(
        $"{words}. The simulator was never given this id: AddRun adds a run, and starting one gives its id. {ListOf(known)}");

    /// <summary>The same of a squid.</summary>
    public static Answer UnknownSquid(IReadOnlyCollection<string> known) => NoSquid(
        $". The simulator was never given this id: AddSquid and LobstrSimulatorOptions.Squids add squids, and so do POST squids, a file and a run. {ListOf(known)}");

    public static Answer MethodNotAllowed(HttpMethod method, string allowed) =>
        Detail(HttpStatusCode.MethodNotAllowed, $"Method \"{method}\" not allowed.") with { Headers = [new("Allow", allowed)] };

    public static Answer BadRequest(string message, string type, string param) =>
        Error(HttpStatusCode.BadRequest, message, type, param);

    public static Answer Missing(string param) =>
        BadRequest($"A required parameter {param} is missing from the route.", "ParamsNeeded", param);

    public static Answer NoId(string param) => BadRequest($"The parameter {param} is not an id.", "ParamsInvalid", param);

    /// <summary>A 404 of anything else, in the words of a page that nobody has.</summary>
    public static Answer NotFound(string message, string param) =>
        Error(HttpStatusCode.NotFound, message, "not_found_error", param);

    /// <summary>A 404 in the words alone.</summary>
    public static Answer DetailNotFound(string text) => Detail(HttpStatusCode.NotFound, text);

    /// <summary>What had this id is gone.</summary>
    public static Answer Deleted(string id, string kind) => Json(HttpStatusCode.OK, json =>
    {
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteBoolean("deleted", true);
    });

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

    private static Answer NoRun(string message) =>
        Error(HttpStatusCode.NotFound, message, "not_found_error", "run_hash");

    private static Answer NoSquid(string advice) =>
        Error(HttpStatusCode.NotFound, "Squid not found" + advice, "not_found_error", "squid_hash");

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
