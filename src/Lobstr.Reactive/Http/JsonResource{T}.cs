using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>A resource whose answers are read from a document: for what is not asked a thousand times.</summary>
internal abstract class JsonResource<T> : Resource<T>
    where T : class
{
    public override T Read(ReadOnlyMemory<byte> utf8, string id, T? last)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Utf8Json.WithoutByteOrderMark(utf8));
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                throw new LobstrProtocolException($"The answer about {Describe(id)} is no JSON object.");
            T value = Read(document.RootElement, id);
            return value.Equals(last) ? last : value;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Utf8Json.Refuse(Describe(id), error);
        }
    }

    /// <summary>Reads the object of a success. Nothing of it may be kept.</summary>
    protected abstract T Read(JsonElement body, string id);

    /// <summary>Refuses a body about something else.</summary>
    protected void CheckId(JsonElement body, string id)
    {
        if (JsonFields.Text(body, "id") is { Length: > 0 } text && !ResourceId.AreSame(text, id))
            throw new LobstrProtocolException($"The answer about {Describe(id)} is about something else.");
    }
}
