namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>How the watch of an upload has ended.</summary>
internal enum UploadOutcome
{
    /// <summary>It has not.</summary>
    None,
    Succeeded,
    Failed,
    NotFound,
    TimedOut,

    /// <summary>The watch was given up: the key is refused, or the service cannot be reached any more.</summary>
    BrokenOff,
}
