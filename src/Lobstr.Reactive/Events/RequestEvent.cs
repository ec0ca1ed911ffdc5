namespace Lobstr.Reactive;

/// <summary>Something that happened to a request of a client: for logs and live displays.</summary>
/// <remarks>
/// A closed family: <see cref="RequestSent"/>, then <see cref="AnswerReceived"/> or <see cref="RequestFailed"/>; and
/// <see cref="RetryScheduled"/> and <see cref="BudgetPaused"/> for what a client decides to do about it. None holds the API key.
/// </remarks>
public abstract record RequestEvent
{
    private protected RequestEvent()
    {
    }

    /// <summary>When it happened, on the client's scheduler.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The upload or run that the request is about; null if there is none.</summary>
    public string? Id { get; init; }
}
