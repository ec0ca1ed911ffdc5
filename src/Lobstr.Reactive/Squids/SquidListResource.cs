using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET squids</c>, or those of a name.</summary>
internal sealed class SquidListResource() : ListResource<Squid>("squids", "squids", "name")
{
    public static SquidListResource Instance { get; } = new();

    public override string ListOf(string subject) => subject.Length == 0 ? "the squids" : $"the squids named '{subject}'";

    public override Squid ReadRow(JsonElement row, string subject)
    {
        CheckRow(row, name: null, subject);
        return JsonFields.Text(row, "id") is { } id && ResourceId.IsValid(id)
            ? SquidJson.Read(row, id)
            : throw new LobstrProtocolException($"A row of {ListOf(subject)} has no id.");
    }

    public override Squid RedactedRow(Secret secret, Squid value) => SquidJson.Redacted(secret, value);
}
