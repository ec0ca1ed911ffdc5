namespace Lobstr.Reactive;

/// <summary>
/// The faults in a row of one watch, call or transfer: decides whether the next one is retried and when, and tells of it. The one place
/// for that.
/// </summary>
internal struct RetryCounter
{
    /// <summary>How many faults there have been since the last success.</summary>
    public int Count { get; private set; }

    /// <summary>A success: the count begins anew.</summary>
    public void Reset() => Count = 0;

    /// <summary>Decides about a fault that is worth a retry. May throw what the user's jitter throws.</summary>
    /// <param name="policy">How often, and how long to wait.</param>
    /// <param name="draw">A number in [0, 1), for policies without a jitter of their own.</param>
    /// <returns>How long to wait; null if the retries are used up.</returns>
    public TimeSpan? Next(RetryPolicy policy, double draw) =>
        Count == policy.MaxRetries ? null : policy.Delay(++Count, draw);

    /// <summary>Tells of a retry that has been decided: an event, and a metric.</summary>
    public static void Report(RequestQueue queue, string? id, TimeSpan delay, int attempt, Exception error)
    {
        queue.Events?.RetryScheduled(id, delay, attempt, error);
        Telemetry.RetryScheduled();
    }
}
