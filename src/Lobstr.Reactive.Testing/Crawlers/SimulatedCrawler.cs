using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>A crawler of the simulated service: what its squids can be told, and what their tasks hold.</summary>
/// <remarks>The defaults make one that takes either a <c>url</c>, or a <c>keyword</c> with or without a <c>location</c>.</remarks>
public sealed record SimulatedCrawler
{
    /// <summary>Its id, of 32 hex digits as a rule: letters, digits, '-' and '_'.</summary>
    public string Id { get; init; } = Ids.Of("crawler");

    /// <summary>Its name; default <c>Simulated Crawler</c>. A squid that is made without a name is called after it.</summary>
    public string Name { get; init; } = "Simulated Crawler";

    /// <summary>
    /// The parameters of a task, each with its <c>type</c>, <c>group</c>, <c>required</c> and so on, as
    /// <c>GET crawlers/{id}/params</c> shows them. Of the groups, a task needs what is required in one.
    /// </summary>
    public JsonObject TaskParameters { get; init; } = new()
    {
        ["url"] = Parameter("url", isRequired: true, regex: "^https?://.*"),
        ["keyword"] = Parameter("search", isRequired: true),
        ["location"] = Parameter("search", isRequired: false),
    };

    /// <summary>The parameters of a squid, and its <c>functions</c>, as <c>GET crawlers/{id}/params</c> shows them.</summary>
    public JsonObject SquidParameters { get; init; } = new()
    {
        ["max_results"] = new JsonObject { ["type"] = "int", ["required"] = false, ["default"] = null },
        ["functions"] = new JsonObject(),
    };

    /// <summary>
    /// The columns of its rows, each with its <c>name</c>, <c>type</c>, <c>function</c> and so on, as <c>GET crawlers/{id}/attributes</c>
    /// lists them; default: those of the rows that <see cref="LobstrSimulatorOptions.ResultRow"/> gives by default.
    /// </summary>
    public JsonArray Attributes { get; init; } = new(
        Attribute("position", "integer", 1),
        Attribute("name", "string", "Result 1", isMain: true),
        Attribute("url", "string", "https://example.com/results/1", isMain: true),
        Attribute("score", "float", 4.2),
        Attribute("phone", "string", null));

    private static JsonObject Attribute(string name, string type, JsonNode? example, bool isMain = false) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["example"] = example,
        ["function"] = "Export Results",
        ["is_main"] = isMain,
        ["description"] = $"The {name} of a result.",
    };

    private static JsonObject Parameter(string group, bool isRequired, string? regex = null)
    {
        var parameter = new JsonObject { ["type"] = "string", ["group"] = group };
        if (regex is not null) parameter["regex"] = regex;
        parameter["required"] = isRequired;
        parameter["default"] = null;
        return parameter;
    }
}
