using System.Text.Json;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>What the document reader of .NET makes of the same bytes. Of two fields of one name the last counts.</summary>
internal sealed class Oracle : IDisposable
{
    private readonly JsonDocument? _document;

    public Oracle(byte[] input)
    {
        try
        {
            bool hasMark = input is [0xEF, 0xBB, 0xBF, ..];
            _document = JsonDocument.Parse(hasMark ? input.AsMemory(3) : input);
        }
        catch (JsonException)
        {
        }
    }

    /// <summary>Whether there is any JSON object.</summary>
    public bool IsObject => _document?.RootElement.ValueKind is JsonValueKind.Object;

    public JsonElement Root => _document!.RootElement;

    /// <summary>The values of all fields of a name, in order. Fields whose names cannot be decoded have none.</summary>
    public IReadOnlyList<JsonElement> All(string name)
    {
        if (!IsObject)
            return [];
        var values = new List<JsonElement>();
        foreach (JsonProperty property in Root.EnumerateObject())
        {
            if (NameOf(property) == name)
                values.Add(property.Value);
        }
        return values;
    }

    public JsonElement? Last(string name) => All(name) is [.., var last] ? last : null;

    /// <summary>The last field as text; null where it is no text or cannot be decoded.</summary>
    public string? Text(string name) => Last(name) is { } value ? TextOf(value) : null;

    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether every name and every text on the first level can be decoded: then nothing stands in the way of reading it.</summary>
    public bool IsReadable() => IsObject && Root.EnumerateObject().All(property =>
        NameOf(property) is not null && (property.Value.ValueKind is not JsonValueKind.String || TextOf(property.Value) is not null));

    public void Dispose() => _document?.Dispose();

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
