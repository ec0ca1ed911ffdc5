namespace Lobstr.Reactive;

/// <summary>What a watch must know of what it watches.</summary>
internal abstract class WatchRules<T>
    where T : class
{
    /// <summary>What is watched, for metrics.</summary>
    public abstract string Subject { get; }

    /// <summary>How often to poll if the user has no opinion: as the service asks for it.</summary>
    public abstract PollSchedule DefaultSchedule { get; }

    /// <summary>How long the same thing had been watched before, for metrics.</summary>
    public virtual TimeSpan ElapsedBefore => TimeSpan.Zero;

    /// <summary>Whether the same thing was watched before: no beginning is told.</summary>
    public virtual bool IsContinuation => false;

    /// <summary>Whether another watch of the same thing follows a success: that is no end to be told.</summary>
    public virtual bool IsContinued => false;

    /// <summary>The state that an answer tells of, as the service wrote it; null if it tells of none.</summary>
    public abstract string? StateOf(T answer);

    /// <summary>Whether nothing will change any more.</summary>
    public abstract bool IsTerminal(T answer);

    /// <summary>The error that a final answer means; null for success.</summary>
    public abstract Exception? FailureOf(T answer);

    /// <summary>The error of a watch that reached its deadline.</summary>
    public abstract Exception TimeoutError(string? id, T? last, TimeSpan elapsed, Exception? lastFault);
}
