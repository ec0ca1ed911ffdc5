using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET crawlers/{id}/params</c>: <c>{"task":{NAME:{"group","required","default",...}},"squid":{...}}</c>.</summary>
internal sealed class CrawlerParametersResource : JsonResource<CrawlerParameters>
{
    public static CrawlerParametersResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("other", "crawlers/{id}/params");

    public override string AddressOf(string service, string id) => $"{service}crawlers/{id}/params";

    public override string? SubjectOf(string id) => null;

    public override string Describe(string id) => $"the parameters of crawler '{id}'";

    public override CrawlerParameters Redacted(Secret secret, CrawlerParameters value) =>
        new([.. value.All.Select(parameter => parameter with { Name = secret.Redact(parameter.Name) })]);

    protected override CrawlerParameters Read(JsonElement body, string id) =>
        body.TryGetProperty("task", out JsonElement task) && task.ValueKind is JsonValueKind.Object
            ? new CrawlerParameters([.. task.EnumerateObject().Select(Read)])
            : throw new LobstrProtocolException($"The answer about {Describe(id)} does not say what its tasks are made of.");

    private static CrawlerParameter Read(JsonProperty property)
    {
        JsonElement about = property.Value;
        return about.ValueKind is JsonValueKind.Object
            ? new CrawlerParameter(property.Name, GroupOf(about), JsonFields.Flag(about, "required") is true && !HasDefault(about))
            : new CrawlerParameter(property.Name, Group: null, IsRequired: false);
    }

    private static string? GroupOf(JsonElement about) =>
        JsonFields.NonEmptyText(about, "group") ?? (JsonFields.Number(about, "group") is { } number ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : null);

    // What is required and has a default is there without a column.
    private static bool HasDefault(JsonElement about) =>
        about.TryGetProperty("default", out JsonElement value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
        && !(value.ValueKind is JsonValueKind.String && value.GetString()!.Length == 0);
}
