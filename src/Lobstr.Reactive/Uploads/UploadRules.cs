namespace Lobstr.Reactive;

/// <summary>What ends the watch of an upload.</summary>
internal sealed class UploadRules : WatchRules<UploadStatus>
{
    public static UploadRules Instance { get; } = new();

    public override string Subject => "upload";

    public override PollSchedule DefaultSchedule { get; } = PollSchedule.Every(TimeSpan.FromSeconds(2));

    public override string? StateOf(UploadStatus answer) => answer.RawState;

    public override bool IsTerminal(UploadStatus answer) => answer.IsTerminal;

    public override Exception? FailureOf(UploadStatus answer) =>
        answer.State is UploadState.Failure ? new UploadFailedException(answer) : null;

    public override Exception TimeoutError(string? id, UploadStatus? last, TimeSpan elapsed, Exception? lastFault) =>
        new UploadTimeoutException(id ?? last?.Id, last, elapsed, lastFault);
}
