namespace Lobstr.Reactive;

/// <summary>How a watch polls, how long, and what it puts up with. The defaults suit most uploads.</summary>
public sealed record WatchOptions
{
    private static readonly WatchOptions Default = new();

    /// <summary>
    /// How long to wait from one answer to the next poll; default null: every 2 s for uploads, every 5 s for runs, as the service
    /// advises.
    /// </summary>
    public PollSchedule? Schedule { get; init; }

    /// <summary>What to do about transient faults; default <see cref="RetryPolicy.Default"/>.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>
    /// The longest time from the subscription to the end; more than zero; default null: no limit. Retries and waits for the
    /// request budget count; the sending of <see cref="IUploads.SendAndWatch"/> does not. Wins over <see cref="Schedule"/>: a poll that would
    /// come later is made at the deadline, is given <see cref="LobstrClientOptions.RequestTimeout"/> for its answer, and is the
    /// last. A poll that is unanswered at the deadline is cancelled. Ends the watch with <see cref="UploadTimeoutException"/>, or
    /// <see cref="RunTimeoutException"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long a 404 means "not yet"; zero or more; default zero: the first 404 ends the watch. Counted from the subscription, and anew
    /// from each good answer, so that a replica that lags ends nobody's watch; time that a 429 made everybody wait does not count, nor,
    /// from when this client hears of it, time that a 429 of another client with the same <see cref="LobstrClientOptions.SharedBudget"/> did.
    /// Within the grace a 404 is polled again as <see cref="Schedule"/> says, at no cost in retries.
    /// </summary>
    public TimeSpan NotFoundGrace { get; init; }

    /// <summary>The options of a call, checked.</summary>
    internal static WatchOptions Validate(WatchOptions? options, string parameter)
    {
        if (options is null)
            return Default;
        if (options.Retry is null)
            throw new ArgumentException($"{nameof(WatchOptions)}.{nameof(Retry)} is null; to retry nothing say {nameof(RetryPolicy)}.{nameof(RetryPolicy.None)}.", parameter);
        if (options.Timeout <= TimeSpan.Zero)
            throw new ArgumentException($"{nameof(WatchOptions)}.{nameof(Timeout)} is {options.Timeout}; it must be more than zero, or null for no limit.", parameter);
        if (options.NotFoundGrace < TimeSpan.Zero)
            throw new ArgumentException($"{nameof(WatchOptions)}.{nameof(NotFoundGrace)} is {options.NotFoundGrace}; it must be zero or more.", parameter);
        return options.Retry.Problem is { } problem ? throw new ArgumentException(problem, parameter) : options;
    }
}
