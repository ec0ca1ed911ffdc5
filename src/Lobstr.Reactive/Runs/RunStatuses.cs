namespace Lobstr.Reactive;

/// <summary>The names of statuses.</summary>
internal static class RunStatuses
{
    private static readonly RunStatus[] Known =
    [
        RunStatus.Pending,
        RunStatus.Running,
        RunStatus.Uploading,
        RunStatus.Paused,
        RunStatus.Done,
        RunStatus.Aborted,
        RunStatus.Error,
    ];

    /// <summary>Whether a run of that status has ended.</summary>
    public static bool IsFinal(RunStatus status) => status is RunStatus.Done or RunStatus.Aborted or RunStatus.Error;

    /// <summary>The status of a name, in any case. Not Enum.Parse, which takes numbers and lists, too.</summary>
    public static RunStatus Parse(string? name) => Array.Find(
        Known, status => string.Equals(status.ToString(), name, StringComparison.OrdinalIgnoreCase));
}
