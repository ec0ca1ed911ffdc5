namespace Lobstr.Reactive.Testing;

/// <summary>The events of a run as the service writes them.</summary>
internal static class WebhookEvents
{
    public const string Running = "run.running";
    public const string Paused = "run.paused";
    public const string Done = "run.done";
    public const string Error = "run.error";

    /// <summary>What happens when a step begins; null: nothing that anybody is told.</summary>
    public static string? Of(RunStep step) =>
        step.IsRunning && step.Duration > TimeSpan.Zero ? Running
        : step.Is(RunStatuses.Paused) ? Paused
        : step.IsDone ? Done
        : step.Is(RunStatuses.Error) ? Error
        : null;
}
