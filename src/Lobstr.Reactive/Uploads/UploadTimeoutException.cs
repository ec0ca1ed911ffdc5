using System.Globalization;

namespace Lobstr.Reactive;

/// <summary>A watch reached its <see cref="WatchOptions.Timeout"/> before the upload reached its end.</summary>
/// <remarks>
/// The upload itself goes on. <see cref="Exception.InnerException"/> is the fault of the last poll, if the last poll
/// failed, and null if it was answered.
/// </remarks>
public sealed class UploadTimeoutException : TimeoutException
{
    /// <summary>Makes the error of an upload of no known id.</summary>
    public UploadTimeoutException()
        : this(uploadTaskId: null, lastStatus: null, TimeSpan.Zero)
    {
    }

    /// <summary>Makes the error of an upload of no known id.</summary>
    /// <param name="message">What went wrong.</param>
    public UploadTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error of an upload of no known id that another one caused.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public UploadTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the error of an upload.</summary>
    /// <param name="uploadTaskId">The upload's id, if it is known.</param>
    /// <param name="lastStatus">The last status that was seen, if any was.</param>
    /// <param name="elapsed">How long the watch had lasted.</param>
    /// <param name="innerException">The fault of the last poll, if it failed.</param>
    public UploadTimeoutException(
        string? uploadTaskId, UploadStatus? lastStatus, TimeSpan elapsed, Exception? innerException = null)
        : base(Describe(uploadTaskId, lastStatus, elapsed, innerException), innerException)
    {
        UploadTaskId = uploadTaskId;
        LastStatus = lastStatus;
        Elapsed = elapsed;
    }

    /// <summary>The upload's id; null if a watch of <see cref="UploadStatusObservable"/> never saw a status.</summary>
    public string? UploadTaskId { get; }

    /// <summary>The last status that was seen; null if there was none.</summary>
    public UploadStatus? LastStatus { get; }

    /// <summary>How long the watch had lasted, from the subscription on.</summary>
    public TimeSpan Elapsed { get; }

    private static string Describe(string? id, UploadStatus? last, TimeSpan elapsed, Exception? fault)
    {
        string upload = id is null ? "The upload" : $"The upload '{id}'";
        string seen = last is null ? "no status was seen" : $"the last status was {last.RawState}";
        string why = fault is null ? "" : $", and the last poll failed: {fault.Message.TrimEnd('.')}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{upload} had not ended after {elapsed.TotalSeconds:0.###} s: {seen}{why}.");
    }
}
