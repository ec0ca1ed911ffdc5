namespace Lobstr.Reactive;

/// <summary>Where an upload of tasks stands. Read from the service without regard to case.</summary>
public enum UploadState
{
    /// <summary>A state that this library does not know; <see cref="UploadStatus.RawState"/> has its name. Not final.</summary>
    Unknown,

    /// <summary>Queued and waiting to start. The service also says so of an upload that it has lost.</summary>
    Pending,

    /// <summary>The file is being processed.</summary>
    Progress,

    /// <summary>Final: the tasks are there, and a run may start.</summary>
    Success,

    /// <summary>Final: the upload failed.</summary>
    Failure,
}
