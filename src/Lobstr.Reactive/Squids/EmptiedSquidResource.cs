using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>POST squids/{id}/empty</c>.</summary>
internal sealed class EmptiedSquidResource : JsonResource<EmptiedSquid>
{
    public static EmptiedSquidResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("squids", "squids/{id}/empty");

    public override string AddressOf(string service, string id) => $"{service}squids/{id}/empty";

    public override string? SubjectOf(string id) => null;

    public override string Describe(string id) => $"the emptying of squid '{id}'";

    public override string LookWith(string id) => $"to empty it once more does no harm, and {nameof(ISquids.EmptyAsync)} tells how many tasks there were";

    protected override EmptiedSquid Read(JsonElement body, string id)
    {
        CheckId(body, id);
        long? deleted = JsonFields.Count(body, "deleted_count");
        return JsonFields.Flag(body, "emptied") is not false && (deleted is not null || JsonFields.Flag(body, "emptied") is true)
            ? new EmptiedSquid(Math.Max(0, deleted ?? 0))
            : throw new LobstrProtocolException($"The answer about {Describe(id)} does not say that it is empty.");
    }
}
