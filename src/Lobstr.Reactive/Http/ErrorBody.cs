using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>What the body of an error says, in whichever of the service's four shapes, or none.</summary>
/// <param name="Message">The service's words; null if it had none.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Param">The parameter that is wrong.</param>
internal readonly record struct ErrorBody(string? Message, string? Type, string? Param)
{
    private const int LongestMessage = 500;

    /// <param name="utf8">The body.</param>
    /// <param name="secret">What the service may have repeated, and nobody is to see.</param>
    public static ErrorBody Read(ReadOnlyMemory<byte> utf8, Secret secret)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Utf8Json.WithoutByteOrderMark(utf8));
            JsonElement root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
                return default;
            // {"error": {"message", "type", "param"}} and {"errors": {"message", "type", "code"}}
            if (TryGetObject(root, "error", out JsonElement error) || TryGetObject(root, "errors", out error))
                return Of(Text(error, "message"), Text(error, "type"), Text(error, "param"));
            // {"error": "text", "type", "code"} and {"detail": "text"}
            return Of(
                Text(root, "error") ?? Text(root, "detail") ?? Text(root, "message"), Text(root, "type"), Text(root, "param"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // HTML, or what else something in between may say: nobody wants to read it in an error message.
            return default;
        }

        ErrorBody Of(string? message, string? type, string? param) => new(Sanitize(message, secret), Sanitize(type, secret), Sanitize(param, secret));
    }

    private static bool TryGetObject(JsonElement parent, string name, out JsonElement child) =>
        parent.TryGetProperty(name, out child) && child.ValueKind is JsonValueKind.Object;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value)
        && value.ValueKind is JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>One line of bounded length, whatever the service sends. The secret goes first: half of one is still half a secret.</summary>
    public static string? Sanitize(string? said, Secret secret)
    {
        if (said is null)
            return null;
        string text = secret.Redact(said);
        int length = Math.Min(text.Length, LongestMessage);
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        char[] tame = text.ToCharArray(0, length);
        for (int i = 0; i < length; i++)
        {
            if (char.IsControl(tame[i]))
                tame[i] = ' ';
        }
        return new string(tame);
    }
}
