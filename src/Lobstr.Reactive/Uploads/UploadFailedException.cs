namespace Lobstr.Reactive;

/// <summary>The upload ended in <see cref="UploadState.Failure"/>: its tasks are not there, and no run should start.</summary>
public sealed class UploadFailedException : LobstrException
{
    /// <summary>Makes the error of an upload of no known id.</summary>
    public UploadFailedException()
        : this(Unnamed)
    {
    }

    /// <summary>Makes the error of an upload of no known id.</summary>
    /// <param name="message">What went wrong.</param>
    public UploadFailedException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes the error of an upload of no known id that another one caused.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public UploadFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Status = Unnamed;
    }

    /// <summary>Makes the error of an upload.</summary>
    /// <param name="status">Its last status.</param>
    public UploadFailedException(UploadStatus status)
        : base(Describe(status))
    {
        Status = status;
    }

    private static UploadStatus Unnamed => new() { Id = "", State = UploadState.Failure };

    /// <summary>The last status of the upload, with its counts if the service had any.</summary>
    public UploadStatus Status { get; }

    /// <summary>The id of the upload.</summary>
    public string UploadTaskId => Status.Id;

    private static string Describe(UploadStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Meta is { } meta
            ? $"The upload '{status.Id}' failed: {meta.Valid} rows valid, {meta.Inserted} inserted, {meta.Duplicates} duplicates, {meta.Invalid} invalid."
            : $"The upload '{status.Id}' failed. The service gave no counts.";
    }
}
