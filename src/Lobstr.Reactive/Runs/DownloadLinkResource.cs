using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary><c>GET runs/{id}/download</c>: a signed address of the file of results.</summary>
internal sealed class DownloadLinkResource : JsonResource<Uri>
{
    public static DownloadLinkResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("runs", "runs/{id}/download");

    public override string AddressOf(string service, string id) => $"{service}runs/{id}/download";

    public override string Describe(string id) => $"the download of run '{id}'";

    protected override Uri Read(JsonElement body, string id) =>
        Uri.TryCreate(JsonFields.Text(body, "s3"), UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http"
            ? address
            : throw new LobstrProtocolException($"The answer about {Describe(id)} has no address.");
}
