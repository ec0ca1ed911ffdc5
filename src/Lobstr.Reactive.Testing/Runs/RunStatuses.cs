namespace Lobstr.Reactive.Testing;

/// <summary>The statuses of a run as the service writes them.</summary>
internal static class RunStatuses
{
    public const string Pending = "pending";
    public const string Running = "running";
    public const string Uploading = "uploading";
    public const string Paused = "paused";
    public const string Done = "done";
    public const string Aborted = "aborted";
    public const string Error = "error";
}
