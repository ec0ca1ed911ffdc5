namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>All that a display needs to know about a watch at one moment.</summary>
/// <param name="Status">The last status; null until there is one.</param>
/// <param name="Polls">How often the service was asked.</param>
/// <param name="Elapsed">Since the watch began.</param>
internal sealed record WatchProgress(UploadStatus? Status, int Polls, TimeSpan Elapsed);
