using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>What <c>POST squids/{id}</c> changes: what is not said stays as it is.</summary>
internal static class SquidChange
{
    /// <summary>Reads a body; if something in it cannot be, the refusal.</summary>
    public static (Func<SimulatedSquid, SimulatedSquid>? Change, Answer? Refusal) Read(JsonObject body)
    {
        string? bad = body.FirstOrDefault(field => !IsPossible(field.Key, field.Value)).Key;
        return bad is null
            ? (squid => body.Aggregate(squid, (changed, field) => With(changed, field.Key, field.Value!)), null)
            : (null, Answers.BadRequest($"The parameter {bad} cannot be that.", "validation_error", bad));
    }

    private static bool IsPossible(string name, JsonNode? value) => name switch
    {
        "params" => value is JsonObject,
        "accounts" => value is JsonArray,
        "name" => value is JsonValue text && text.TryGetValue(out string? said) && said.Length > 0,
        "is_active" or "export_unique_results" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "concurrency" => value is JsonValue number && number.TryGetValue(out int count) && count > 0,
        _ => true,
    };

    private static SimulatedSquid With(SimulatedSquid squid, string name, JsonNode value) => name switch
    {
        // Set once, even to nothing, and the squid may run.
        "params" => squid with { Parameters = value.ToJsonString(), IsReady = true },
        "accounts" => squid with { Accounts = value.ToJsonString() },
        "name" => squid with { Name = value.GetValue<string>() },
        "is_active" => squid with { IsActive = value.GetValue<bool>() },
        "export_unique_results" => squid with { ExportsUniqueResults = value.GetValue<bool>() },
        "concurrency" => squid with { Concurrency = value.GetValue<int>() },
        _ => squid,
    };
}
