using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET squids/{id}</c>, and <c>POST squids/{id}</c>, which changes its settings.</summary>
internal sealed class SquidResource : JsonResource<Squid>
{
    private readonly bool _isConfigured;

    private SquidResource(bool isConfigured) => _isConfigured = isConfigured;

    /// <summary>A squid as it is.</summary>
    public static SquidResource Existing { get; } = new(isConfigured: false);

    /// <summary>A squid whose settings are to be changed.</summary>
    public static SquidResource Configured { get; } = new(isConfigured: true);

    public override Endpoint Endpoint { get; } = new("squids", "squids/{id}");

    public override string AddressOf(string service, string id) => service + "squids/" + id;

    public override string? SubjectOf(string id) => null;

    public override string Describe(string id) => _isConfigured ? $"the settings of squid '{id}'" : $"squid '{id}'";

    public override string LookWith(string id) =>
        $"{nameof(ILobstrClient.Squids)}.{nameof(ISquids.GetAsync)} tells what they are";

    public override Squid Redacted(Secret secret, Squid value) => SquidJson.Redacted(secret, value);

    protected override Squid Read(JsonElement body, string id)
    {
        CheckId(body, id);
        // An object of something else that names no id must not look like a squid that is not ready.
        if (!body.TryGetProperty("id", out _) && !body.TryGetProperty("crawler", out _) && !body.TryGetProperty("is_ready", out _))
            throw new LobstrProtocolException($"The answer about {Describe(id)} has nothing of a squid.");
        return SquidJson.Read(body, id);
    }
}
