namespace Lobstr.Reactive;

/// <summary>How long a watch waits from one answer to the next question.</summary>
/// <remarks>
/// Immutable, equal by value and safe to share among watches. A <c>Retry-After</c> of the server, the shared request budget
/// and the retries after a fault can only make a question later than the schedule says; the deadline of
/// <see cref="WatchOptions.Timeout"/> alone can make it earlier.
/// </remarks>
public abstract class PollSchedule
{
    private protected PollSchedule()
    {
    }

    /// <summary>Whether it asks a function of the user's, which is called in actions on the scheduler alone.</summary>
    internal virtual bool IsUserDefined => false;

    /// <summary>What the first delay will be, as far as that can be known before there is an answer.</summary>
    internal virtual TimeSpan Expected => TimeSpan.FromSeconds(2);

    /// <summary>The same delay every time.</summary>
    /// <param name="interval">The delay; zero or more. Zero asks again as soon as there is an answer.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is negative.</exception>
    public static PollSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        return new FixedSchedule(interval);
    }

    /// <summary>Slower and slower while nothing changes; a changed status starts anew with <paramref name="first"/>.</summary>
    /// <param name="first">The delay after a changed status; more than zero.</param>
    /// <param name="factor">What each delay is multiplied with to make the next one; 1 or more.</param>
    /// <param name="max">The longest delay; <paramref name="first"/> or more.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static PollSchedule Backoff(TimeSpan first, double factor, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, first);
        if (!double.IsFinite(factor) || factor < 1)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be a number of 1 or more.");
        return new BackoffSchedule(first, factor, max);
    }

    /// <summary>A delay of one's own making.</summary>
    /// <param name="next">
    /// Called on the scheduler after each answer, one call at a time in a watch. What it throws, and a negative delay, goes to
    /// OnError of the watch.
    /// </param>
    /// <returns>The schedule; equal to another one of the same delegate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="next"/> is null.</exception>
    public static PollSchedule Create(Func<PollContext, TimeSpan> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new CustomSchedule(next);
    }

    /// <summary>The delay from an answer to the next question.</summary>
    /// <param name="context">What the watch has seen so far.</param>
    /// <returns>The delay. <see cref="TimeSpan.MaxValue"/> means never.</returns>
    public abstract TimeSpan Next(PollContext context);
}
