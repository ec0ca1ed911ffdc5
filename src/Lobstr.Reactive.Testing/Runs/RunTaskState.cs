namespace Lobstr.Reactive.Testing;

/// <summary>How a task has fared in a run.</summary>
/// <param name="Status">Its status there.</param>
/// <param name="Results">How many rows were found for it so far.</param>
/// <param name="Reason">Why it is over; null if it is not.</param>
/// <param name="Description">The same in words; null if there are none.</param>
/// <param name="StartedAt">When it began, as the service writes dates; null if it has not.</param>
/// <param name="EndedAt">When it was over, as the service writes dates; null if it is not.</param>
internal readonly record struct RunTaskState(
    string Status, long Results, string? Reason, string? Description, string? StartedAt, string? EndedAt)
{
    public const string Completed = "completed";

    /// <summary>One that no run has had so far.</summary>
    public static readonly RunTaskState Unused = new(RunStatuses.Pending, 0, null, null, null, null);

    public bool IsDone => Status is not (RunStatuses.Pending or RunStatuses.Running);

    public bool HasFailed => Status is RunStatuses.Error;
}
