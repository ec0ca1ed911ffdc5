namespace Lobstr.Reactive;

/// <summary>Counts the retries in a row of one call or transfer, says how long to wait before each, and tells of it.</summary>
/// <param name="policy">How often, and how long to wait.</param>
/// <param name="id">The upload or run that it is about, for events; null if there is none yet.</param>
/// <param name="family">Where it belongs, for events.</param>
/// <param name="queue">Where retries are told.</param>
internal sealed class Retries(RetryPolicy policy, string? id, RequestFamily family, RequestQueue queue)
{
    private int _faults;
    private int _throttles;

    /// <summary>Something has come: the count begins anew.</summary>
    public void Reset() => (_faults, _throttles) = (0, 0);

    /// <summary>After a fault.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="retryAfter">How long the server asks to wait at the least; cut at the longest pause, and an event says so.</param>
    /// <returns>How long to wait; null if the retries are used up.</returns>
    public TimeSpan? Next(Exception fault, TimeSpan? retryAfter)
    {
        _throttles = 0;
        return RetryDecision.Next(ref _faults, policy, Random.Shared.NextDouble()) is { } delay
            ? Tell(Clock.Max(delay, Bounded(retryAfter ?? TimeSpan.Zero)), _faults, fault)
            : null;
    }

    /// <summary>After a 429, which costs no retry.</summary>
    /// <param name="fault">What happened.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    /// <returns>How long to wait.</returns>
    public TimeSpan NextAfterThrottle(Exception fault, TimeSpan? retryAfter)
    {
        _throttles++;
        TimeSpan delay = retryAfter > TimeSpan.Zero ? retryAfter.Value : GrowingPause.After(_throttles, GrowingPause.Longest);
        return Tell(delay, _throttles, fault);
    }

    private TimeSpan Bounded(TimeSpan floor)
    {
        if (floor <= queue.LongestPause)
            return floor;
        queue.Events?.Publish(DeferredEvents.Cut(family.Name, id, floor, queue.LongestPause));
        return queue.LongestPause;
    }

    private TimeSpan Tell(TimeSpan delay, int attempt, Exception fault)
    {
        RetryDecision.Report(queue, id, delay, attempt, fault);
        return delay;
    }
}
