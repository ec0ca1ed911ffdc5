namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What became of an upload that may have been sent.</summary>
/// <param name="UploadTaskId">The id under which the service has taken it; null: it was not taken.</param>
internal sealed record Resolution(string? UploadTaskId);
