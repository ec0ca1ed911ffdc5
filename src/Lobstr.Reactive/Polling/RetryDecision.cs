namespace Lobstr.Reactive;

/// <summary>
/// Counts the retries of a watch, a call or a transfer, and tells of each. Whether a fault is worth one at all, and how long to wait, says
/// <see cref="RetryPolicy"/>; how long to wait at least, the service.
/// </summary>
internal static class RetryDecision
{
    /// <summary>Decides about a fault that is worth a retry. May throw what the user's jitter throws.</summary>
    /// <param name="faults">How many faults there have been in a row: one more if it is retried. Whoever counts sets it to 0 after a success.</param>
    /// <param name="policy">How often, and how long to wait.</param>
    /// <param name="draw">A number in [0, 1), for policies without a jitter of their own.</param>
    /// <returns>How long to wait; null if the retries are used up.</returns>
    public static TimeSpan? Next(ref int faults, RetryPolicy policy, double draw) =>
        faults == policy.MaxRetries ? null : policy.Delay(++faults, draw);

    /// <summary>Tells of a retry that has been decided: an event, and a metric.</summary>
    public static void Report(RequestQueue queue, string? id, TimeSpan delay, int attempt, Exception error)
    {
        queue.Events?.RetryScheduled(id, delay, attempt, error);
        Telemetry.RetryScheduled(queue.ClientName);
    }
}
