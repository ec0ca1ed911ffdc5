namespace Lobstr.Reactive;

/// <summary>How much of a request budget this client uses: a snapshot of one family of endpoints.</summary>
/// <remarks>Other programs that use the same key are not counted: what the service says of them only makes the client pause or slow down.</remarks>
public sealed record BudgetUsage
{
    /// <summary>The family: <c>tasks</c>, <c>runs</c>, <c>results</c>, <c>squids</c> or <c>runtasks</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The most requests in a <see cref="Window"/>, such as <see cref="LobstrClientOptions.TaskRequestsPerMinute"/>; null: only what the service's headers say.</summary>
    public int? Cap { get; init; }

    /// <summary>The length of a window: a minute, for results a second.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>How many requests are in flight.</summary>
    public int InFlight { get; init; }

    /// <summary>How many permits are taken: by the requests in flight, and by those that ended within the last <see cref="Window"/>.</summary>
    public int UsedInWindow { get; init; }

    /// <summary>How many polls and calls are due and wait for the budget.</summary>
    public int Waiting { get; init; }

    /// <summary>Until when nothing is sent, on the clock of the client's scheduler; null if there is no pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Why there is a pause, in words, as <see cref="BudgetPaused.Reason"/> has it; null if there is none.</summary>
    public string? PauseReason { get; init; }
}
