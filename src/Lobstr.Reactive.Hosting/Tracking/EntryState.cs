namespace Lobstr.Reactive.Hosting;

/// <summary>What is stored of a tracked upload.</summary>
/// <param name="Upload">What users see.</param>
/// <param name="Reason">What went wrong with its sending or its watch.</param>
/// <param name="HandlerError">What went wrong with its handler, which is told first.</param>
internal sealed record EntryState(TrackedUpload Upload, string? Reason = null, string? HandlerError = null)
{
    /// <summary>Whether its handler has something to do.</summary>
    public bool IsToBeHandled =>
        !Upload.IsHandled && Upload.State is not (TrackedUploadState.Sending or TrackedUploadState.Watching);

    /// <summary>The same with what follows from it, as of an instant.</summary>
    public EntryState At(DateTimeOffset now) => this with { Upload = Upload with { LastError = HandlerError ?? Reason, ChangedAt = now } };
}
