namespace Lobstr.Reactive.Hosting;

/// <summary><see cref="WatchOptions"/> that can be bound to a configuration: how everything of one kind is watched that has no options of its own.</summary>
public sealed class LobstrWatchOptions
{
    /// <summary>From one answer to the next poll; more than zero; default null: 2 s for uploads, 5 s for runs, as the service advises.</summary>
    public TimeSpan? Interval { get; set; }

    /// <summary>
    /// What the interval is multiplied with after each answer that changes nothing, until it is <see cref="BackoffMax"/>; 1 or more;
    /// default null: the interval stays the same.
    /// </summary>
    public double? BackoffFactor { get; set; }

    /// <summary>
    /// The longest interval; <see cref="Interval"/> or more; default null: a minute, or the interval where that is longer. Refused without
    /// <see cref="BackoffFactor"/>, for it would say nothing.
    /// </summary>
    public TimeSpan? BackoffMax { get; set; }

    /// <summary>The longest time from the subscription to the end; more than zero; default null: no limit. See <see cref="WatchOptions.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long a 404 means "not yet"; zero or more; default zero. See <see cref="WatchOptions.NotFoundGrace"/>.</summary>
    public TimeSpan NotFoundGrace { get; set; }

    /// <summary>How many faults in a row are retried; 0 or more; default 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>The longest delay before the first retry; zero or more; default 1 s. It doubles with each.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay before any retry; <see cref="BaseDelay"/> or more; default 30 s.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The options of a watch, once these have been checked.</summary>
    /// <param name="defaultInterval">What the service advises.</param>
    internal WatchOptions ToWatchOptions(TimeSpan defaultInterval)
    {
        TimeSpan interval = Interval ?? defaultInterval;
        return new WatchOptions
        {
            Schedule = BackoffFactor is { } factor ? PollSchedule.Backoff(interval, factor, BackoffMax ?? LongestOf(interval))
                : Interval is null ? null
                : PollSchedule.Every(interval),
            Retry = new RetryPolicy { MaxRetries = MaxRetries, BaseDelay = BaseDelay, MaxDelay = MaxDelay },
            Timeout = Timeout,
            NotFoundGrace = NotFoundGrace,
        };
    }

    private static TimeSpan LongestOf(TimeSpan interval)
    {
        var minute = TimeSpan.FromMinutes(1);
        return interval > minute ? interval : minute;
    }
}
