using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// Reads the body of an upload's status. Lenient: fields may be missing, unknown, doubled or in any order; only an object with
/// a state, about the upload that was asked for, is needed. If nothing has changed, nothing is allocated.
/// </summary>
internal static class UploadStatusJson
{
    private const int StackChars = 128;

    /// <param name="utf8">The body.</param>
    /// <param name="id">The upload that was asked for.</param>
    /// <param name="last">The status before, returned again if the body says the same.</param>
    /// <exception cref="LobstrProtocolException">The body cannot be the status of this upload.</exception>
    public static UploadStatus Read(ReadOnlySpan<byte> utf8, string id, UploadStatus? last)
    {
        try
        {
            return ReadObject(new Utf8JsonReader(Utf8Json.WithoutByteOrderMark(utf8)), id, last);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Utf8Json.Refuse($"upload '{id}'", error);
        }
    }

    private static UploadStatus ReadObject(Utf8JsonReader reader, string id, UploadStatus? last)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw new LobstrProtocolException($"The answer about upload '{id}' is no JSON object.");

        State? state = null;
        UploadCounts nested = default;
        UploadCounts flat = default;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (Utf8Json.IsName(in reader, "state"u8))
            {
                reader.Read();
                state = ReadState(ref reader, last);
            }
            else if (Utf8Json.IsName(in reader, "id"u8))
            {
                reader.Read();
                CheckId(ref reader, id);
            }
            else if (Utf8Json.IsName(in reader, "meta"u8))
            {
                reader.Read();
                nested = UploadCounts.ReadObject(ref reader);
            }
            else if (!flat.TryReadFlat(ref reader))
            {
                reader.Skip();
            }
        }
        // The reader throws on anything but white space after the object.
        reader.Read();

        if (state is not { } known)
            throw new LobstrProtocolException($"The answer about upload '{id}' has no state.");
        UploadMeta? meta = (nested.AreRead ? nested : flat).ToMeta(last?.Meta);
        if (last is not null && last.State == known.Value && last.RawState == known.Name && ReferenceEquals(last.Meta, meta))
            return last;
        return known.Name == UploadStates.NameOf(known.Value)
            ? new UploadStatus { Id = id, State = known.Value, Meta = meta }
            : new UploadStatus { Id = id, State = known.Value, RawState = known.Name, Meta = meta };
    }

    private static State? ReadState(ref Utf8JsonReader reader, UploadStatus? last)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }
        Span<char> buffer = stackalloc char[StackChars];
        ReadOnlySpan<char> name = TextOf(in reader, buffer);
        if (name.IsEmpty)
            return null;
        UploadState value = UploadStates.Parse(name);
        string known = last is not null && name.SequenceEqual(last.RawState) ? last.RawState : UploadStates.NameOf(value);
        return new State(value, name.SequenceEqual(known) ? known : name.ToString());
    }

    // Somebody else's SUCCESS must not start this one's run.
    private static void CheckId(ref Utf8JsonReader reader, string id)
    {
        if (reader.TokenType is JsonTokenType.Null)
            return;
        if (reader.TokenType is JsonTokenType.String)
        {
            Span<char> buffer = stackalloc char[StackChars];
            ReadOnlySpan<char> text = TextOf(in reader, buffer);
            if (text.IsEmpty || ResourceId.AreSame(text, id))
                return;
        }
        throw new LobstrProtocolException($"The answer about upload '{id}' is about something else.");
    }

    private static ReadOnlySpan<char> TextOf(scoped in Utf8JsonReader reader, Span<char> buffer) =>
        reader.ValueSpan.Length <= buffer.Length ? buffer[..reader.CopyString(buffer)] : reader.GetString();

    private readonly record struct State(UploadState Value, string Name);
}
