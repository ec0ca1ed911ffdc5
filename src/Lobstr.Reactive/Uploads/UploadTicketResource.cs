using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>POST tasks/upload</c>: answers with the id of the upload that it has begun.</summary>
internal sealed class UploadTicketResource : JsonResource<string>
{
    public static UploadTicketResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("tasks", "tasks/upload");

    public override bool TakesFiles => true;

    public override string AddressOf(string service, string id) => service + "tasks/upload";

    public override string Describe(string id) => $"the upload to squid '{id}'";

    public override string LookWith(string id) =>
        $"{nameof(ILobstrClient.Squids)}.{nameof(ISquids.GetAsync)} tells how the squid stands, and {nameof(ISquids.EmptyAsync)} takes the tasks out that it has";

    // The id will stand in a path: it must be one.
    protected override string Read(JsonElement body, string id) =>
        JsonFields.Text(body, "id") is { } upload && ResourceId.IsValid(upload)
            ? upload
            : throw new LobstrProtocolException($"The answer about {Describe(id)} has no id of the upload.");
}
