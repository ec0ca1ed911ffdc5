using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>Settings of a squid to change. Null: left as it is.</summary>
public sealed record SquidSettings
{
    /// <summary>What its crawler is to do: a JSON object; an empty one makes a new squid ready whose crawler needs nothing.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>How many tasks a run works on at a time; 1 or more. The service has a limit by crawler and plan.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Its name; not empty.</summary>
    public string? Name { get; init; }

    /// <summary>The ids of the accounts that its crawler uses, instead of those that it has; empty: none.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal void Validate(string parameter)
    {
        if (Parameters is { ValueKind: not JsonValueKind.Object } other)
            throw Invalid(nameof(Parameters), $"is of the kind {other.ValueKind}; it must be a JSON object, or null to leave it as it is", parameter);
        if (Concurrency < 1)
            throw Invalid(nameof(Concurrency), $"is {Concurrency}; it must be 1 or more, or null to leave it as it is", parameter);
        if (Name is not null && string.IsNullOrWhiteSpace(Name))
            throw Invalid(nameof(Name), "is empty; null leaves it as it is", parameter);
        if (Accounts?.Any(string.IsNullOrEmpty) is true)
            throw Invalid(nameof(Accounts), "has an id that is null or empty", parameter);
    }

    /// <summary>What is sent: the settings that are to change, and no others.</summary>
    internal byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (Parameters is { } parameters)
            {
                json.WritePropertyName("params");
                parameters.WriteTo(json);
            }
            if (Concurrency is { } concurrency)
                json.WriteNumber("concurrency", concurrency);
            if (IsActive is { } isActive)
                json.WriteBoolean("is_active", isActive);
            if (Name is not null)
                json.WriteString("name", Name);
            if (Accounts is not null)
            {
                json.WriteStartArray("accounts");
                foreach (string account in Accounts)
                    json.WriteStringValue(account);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static ArgumentException Invalid(string name, string what, string parameter) =>
        new($"{nameof(SquidSettings)}.{name} {what}.", parameter);
}
