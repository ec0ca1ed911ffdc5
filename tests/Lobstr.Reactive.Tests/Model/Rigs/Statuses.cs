using System.Net;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>A script's answers as a poll function gives them.</summary>
public static class Statuses
{
    public static UploadStatus Of(Reply reply, int poll) => reply.Said switch
    {
        Said.Pending => Status(UploadState.Pending),
        Said.Progress => Status(UploadState.Progress),
        Said.ProgressWithCounts => Status(UploadState.Progress) with { Meta = new() { Valid = 3 } },
        Said.UnknownState => Status(UploadState.Unknown) with { RawState = "STARTED" },
        Said.Success => Status(UploadState.Success),
        Said.Failure => Status(UploadState.Failure),
        Said.NullStatus => null!,
        _ => throw Fault(reply, poll),
    };

    private static UploadStatus Status(UploadState state) => new() { Id = "up-1", State = state };

    private static LobstrException Fault(Reply reply, int poll) => reply.Said switch
    {
        Said.RequestTimeout408 => Api(HttpStatusCode.RequestTimeout, reply),
        Said.Server500 => Api(HttpStatusCode.InternalServerError, reply),
        Said.Server503 => Api(HttpStatusCode.ServiceUnavailable, reply),
        Said.Bad400 => Api(HttpStatusCode.BadRequest, reply),
        Said.Gone410 => Api(HttpStatusCode.Gone, reply),
        Said.Redirect302 => Api(HttpStatusCode.Found, reply),
        Said.Unauthorized401 => new LobstrAuthenticationException("key"),
        Said.Forbidden403 => new LobstrAuthenticationException("key"),
        Said.RateLimited429 => new LobstrRateLimitException { RetryAfter = After(reply) },
        Said.NotFound404 => new UploadNotFoundException("up-1") { RetryAfter = After(reply) },
        _ => new LobstrProtocolException($"Answer {poll} is nonsense."),
    };

    private static LobstrApiException Api(HttpStatusCode code, Reply reply) => new(code, "no") { RetryAfter = After(reply) };

    private static TimeSpan? After(Reply reply) => reply.After is AfterKind.Seconds ? TimeSpan.FromSeconds(reply.Seconds) : null;
}
