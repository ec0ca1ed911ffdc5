using System.Net;

namespace Lobstr.Reactive;

/// <summary>The service knows no upload of this id (404).</summary>
/// <remarks>
/// Ends a watch, unless <see cref="WatchOptions.NotFoundGrace"/> lets it ask again: a service may take a moment to learn of
/// an upload that it has just accepted.
/// </remarks>
public sealed class UploadNotFoundException : LobstrApiException
{
    /// <summary>Makes the error of an upload of no known id.</summary>
    public UploadNotFoundException()
        : this(uploadTaskId: "")
    {
    }

    /// <summary>Makes the error of an upload.</summary>
    /// <param name="uploadTaskId">The id that was asked for.</param>
    public UploadNotFoundException(string uploadTaskId)
        : this(uploadTaskId, $"lobstr.io knows no upload '{uploadTaskId}' (404).")
    {
    }

    /// <summary>Makes the error of an upload.</summary>
    /// <param name="uploadTaskId">The id that was asked for.</param>
    /// <param name="message">What the service said.</param>
    public UploadNotFoundException(string uploadTaskId, string message)
        : base(HttpStatusCode.NotFound, message)
    {
        UploadTaskId = uploadTaskId;
    }

    /// <summary>Makes the error of an upload of no known id that another one caused.</summary>
    /// <param name="message">What the service said.</param>
    /// <param name="innerException">The cause.</param>
    public UploadNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
        StatusCode = HttpStatusCode.NotFound;
        UploadTaskId = "";
    }

    /// <summary>The id that was asked for.</summary>
    public string UploadTaskId { get; }
}
