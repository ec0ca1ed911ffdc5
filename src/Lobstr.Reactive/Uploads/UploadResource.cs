using System.Net;

namespace Lobstr.Reactive;

/// <summary><c>GET tasks/upload/{id}</c>.</summary>
internal sealed class UploadResource : Resource<UploadStatus>
{
    public static UploadResource Instance { get; } = new();

    public override Endpoint Endpoint { get; } = new("tasks", "tasks/upload/{id}");

    // Ids are letters, digits, '-' and '_': nothing to escape.
    public override string AddressOf(string service, string id) => service + "tasks/upload/" + id;

    public override UploadStatus Read(ReadOnlyMemory<byte> utf8, string id, UploadStatus? last) =>
        UploadStatusJson.Read(utf8.Span, id, last);

    public override UploadStatus Redacted(Secret secret, UploadStatus value) =>
        value.State is UploadState.Unknown && secret.Redact(value.RawState) is var state && state != value.RawState
            ? value with { RawState = state }
            : value;

    public override string Describe(string id) => $"upload '{id}'";

    public override LobstrApiException? ErrorOf(
        HttpStatusCode statusCode, string id, string message, in ErrorBody body, TimeSpan? retryAfter) =>
        statusCode is HttpStatusCode.NotFound
            ? new UploadNotFoundException(id, message) { ErrorType = body.Type, Param = body.Param, RetryAfter = retryAfter }
            : null;
}
