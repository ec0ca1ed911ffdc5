namespace Lobstr.Reactive;

/// <summary>Something that happened on a client: for logs and live displays.</summary>
/// <remarks>
/// A closed family. <see cref="RequestSent"/>, then <see cref="ResponseReceived"/> or <see cref="RequestFailed"/>;
/// <see cref="WatchStarted"/>, <see cref="StatusChanged"/> and <see cref="WatchEnded"/>; <see cref="RetryScheduled"/> and
/// <see cref="BudgetPaused"/> for what a client decides to do about it; <see cref="SharedBudgetLost"/> and
/// <see cref="SharedBudgetRegained"/>; and <see cref="EventsDropped"/> for what a slow observer has missed. None holds the API key.
/// </remarks>
public abstract record LobstrEvent
{
    private protected LobstrEvent()
    {
    }

    /// <summary>When it happened, on the client's scheduler.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The upload or run that it is about; null if there is none.</summary>
    public string? Id { get; init; }
}
