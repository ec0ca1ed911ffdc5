using System.Text;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>What the body of an error says, in whichever of the service's four shapes, or none.</summary>
/// <param name="Message">The service's words; null where it had none.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Param">The parameter that is wrong.</param>
internal readonly record struct ErrorBody(string? Message, string? Type, string? Param)
{
    private const int LongestMessage = 500;

    // A real key is longer; to hide shorter ones would hide half of every sentence.
    private const int ShortestSecret = 8;

    public static ErrorBody Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Utf8Json.WithoutByteOrderMark(utf8));
            JsonElement root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
                return default;
            // {"error": {"message", "type", "param"}} and {"errors": {"message", "type", "code"}}
            if (TryGetObject(root, "error", out JsonElement error) || TryGetObject(root, "errors", out error))
                return new ErrorBody(Text(error, "message"), Text(error, "type"), Text(error, "param"));
            // {"error": "text", "type", "code"} and {"detail": "text"}
            return new ErrorBody(
                Text(root, "error") ?? Text(root, "detail") ?? Text(root, "message"), Text(root, "type"), Text(root, "param"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // HTML, or what else something in between may say: nobody wants to read it in an error message.
            return default;
        }
    }

    /// <summary>The same, without a secret that the service may have repeated.</summary>
    public ErrorBody Without(string secret) => new(Hide(Message, secret), Hide(Type, secret), Hide(Param, secret));

    private static string? Hide(string? text, string secret) => secret.Length < ShortestSecret ? text : text?.Replace(secret, "(hidden)", StringComparison.OrdinalIgnoreCase);

    private static bool TryGetObject(JsonElement parent, string name, out JsonElement child) =>
        parent.TryGetProperty(name, out child) && child.ValueKind is JsonValueKind.Object;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind is JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? Tame(text)
            : null;

    // One line of bounded length, whatever the service sends.
    private static string Tame(string text)
    {
        var tame = new StringBuilder(Math.Min(text.Length, LongestMessage));
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestMessage)))
            tame.Append(char.IsControl(c) ? ' ' : c);
        return tame.ToString();
    }
}
