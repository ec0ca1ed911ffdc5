using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>A way to deliver the results of a squid, webhooks apart: what has to be said of it, and what can be.</summary>
/// <param name="fields">The name of the object in which it is said; null: in the body itself.</param>
/// <param name="required">The texts that must be there.</param>
/// <param name="defaults">What else there is, and what it is if it is not said.</param>
internal sealed class DeliveryMethod(string? fields, IReadOnlyList<string> required, JsonObject defaults)
{
    private const string Active = "is_active";

    /// <summary>A message when a run is over.</summary>
    public static readonly DeliveryMethod Email = new(null, ["email"], new JsonObject { ["notifications"] = true });

    /// <summary>Those that a squid has in objects of their own.</summary>
    public static readonly IReadOnlyList<DeliveryMethod> InObjects =
    [
        new("google_sheet_fields", ["url"], new JsonObject { [Active] = true, ["append"] = false }),
        new("s3_fields", ["bucket", "target_path"], new JsonObject { [Active] = true, ["aws_access_key"] = null, ["aws_secret_key"] = null }),
        new("ftp_fields", ["host", "username", "password", "directory"], new JsonObject { [Active] = true, ["port"] = 22 }),
    ];

    /// <summary>The name of the object in which it is said; null: in the body itself.</summary>
    public string? Fields => fields;

    /// <summary>The one that a body is about; null if it is about none.</summary>
    public static DeliveryMethod? Of(JsonObject? body) =>
        InObjects.FirstOrDefault(method => body?[method.Fields!] is JsonObject) ?? (body?["email"] is null ? null : Email);

    /// <summary>What a body says of it, whole; if something is missing or cannot be, the refusal.</summary>
    public (JsonObject? Said, Answer? Refusal) Read(JsonObject body)
    {
        JsonObject source = fields is null ? body : body[fields]!.AsObject();
        var said = new JsonObject();
        foreach (string name in required)
        {
            if (JsonBody.TextOf(source, name) is not { Length: > 0 } text) return (null, Answers.Missing(name));
            said[name] = text;
        }

        foreach ((string name, JsonNode? usual) in defaults)
        {
            JsonNode? value = source[name] ?? usual;
            if (!IsLike(value, usual)) return (null, Answers.BadRequest($"The parameter {name} cannot be that.", "validation_error", name));
            said[name] = value?.DeepClone();
        }

        return (said, null);
    }

    private static bool IsLike(JsonNode? value, JsonNode? usual) => usual is not JsonValue known
        ? value is null || value is JsonValue text && text.TryGetValue(out string? _)
        : value is JsonValue said && (known.TryGetValue(out bool _) ? said.TryGetValue(out bool _) : said.TryGetValue(out int port) && port > 0);
}
