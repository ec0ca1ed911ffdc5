namespace Lobstr.Reactive.Hosting;

/// <summary>The state of a tracked upload.</summary>
public enum TrackedUploadState
{
    /// <summary>Its file is being sent, or waits for the request budget.</summary>
    Sending,

    /// <summary>
    /// The program died, or the sending was cancelled or broken off, while the file was on its way: nobody here knows whether the service
    /// has taken it. Never sent again and never forgotten by itself; <see cref="IUploadTracker.ResolveAsync"/> says what became of it.
    /// </summary>
    MayHaveBeenSent,

    /// <summary>The service has not taken it; <see cref="TrackedUpload.LastError"/> says why.</summary>
    Rejected,

    /// <summary>The service has taken it, and it is watched.</summary>
    Watching,

    /// <summary>SUCCESS.</summary>
    Succeeded,

    /// <summary>FAILURE.</summary>
    Failed,

    /// <summary>The service knows no such upload: a 404 that outlasted <see cref="WatchOptions.NotFoundGrace"/>.</summary>
    NotFound,
}
