using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>What all JSON bodies have in common: a mark to be freed of, and what to say of one that is none.</summary>
internal static class Utf8Json
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;

    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;

    /// <summary>Whether the property name that the reader is at is this one. A name that cannot be decoded is none that matters.</summary>
    public static bool IsName(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan.SequenceEqual(name);
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The error of a body that cannot be read. What the reader says of it would repeat all the rest of the body.</summary>
    /// <param name="subject">What the answer is about.</param>
    /// <param name="error">What the reader says.</param>
    public static LobstrProtocolException Refuse(string subject, Exception error) => new(error is JsonException json
        ? $"The answer about {subject} is not JSON from line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1} on."
        : $"The answer about {subject} has a text that cannot be decoded.");
}
