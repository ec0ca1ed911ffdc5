namespace Lobstr.Reactive.Hosting;

/// <summary>How uploads are tracked: named options, the name is that of the account. Read once.</summary>
public sealed class UploadTrackingOptions
{
    /// <summary>
    /// How uploads are watched; default null: as the account's <c>UploadWatch</c> says. <see cref="WatchOptions.NotFoundGrace"/> is at
    /// least 30 s either way: the service may take a moment to learn of an upload that it has just taken. A
    /// <see cref="WatchOptions.Timeout"/> is at least 30 s longer: it ends a watch and not the upload, which is watched again.
    /// </summary>
    public WatchOptions? Watch { get; set; }

    /// <summary>How long an upload is kept after it was handled; zero or more; default 7 days. One that may have been sent is kept for ever.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The delay before a watch that has failed begins anew, a handler that has thrown is called again, or a store that has failed is
    /// tried again; more than zero; default 1 s. It doubles each time in a row.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest of these delays; <see cref="RetryDelay"/> or more; default 5 min. None is longer than 30 days.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often a handler that throws is called again for an upload; 0 or more; default 10. Then it waits for the next start of the
    /// program, and the health check says so.
    /// </summary>
    public int HandlerRetries { get; set; } = 10;

    /// <summary>How many calls of the handler run at a time; 1 or more; default 8.</summary>
    public int MaxConcurrentHandlers { get; set; } = 8;

    /// <summary>The same, which nobody changes any more, with what uploads are watched with.</summary>
    internal UploadTrackingOptions Snapshot(WatchOptions watch)
    {
        var snapshot = (UploadTrackingOptions)MemberwiseClone();
        snapshot.Watch = watch;
        return snapshot;
    }

    /// <summary>What is outside its range, as a sentence that names the property; null if nothing is.</summary>
    internal string? Problem =>
        Retention < TimeSpan.Zero ? $"{nameof(UploadTrackingOptions)}.{nameof(Retention)} is {Retention}; it must be zero or more."
        : RetryDelay <= TimeSpan.Zero ? $"{nameof(UploadTrackingOptions)}.{nameof(RetryDelay)} is {RetryDelay}; it must be more than zero."
        : MaxRetryDelay < RetryDelay ? $"{nameof(UploadTrackingOptions)}.{nameof(MaxRetryDelay)} is {MaxRetryDelay}; it must be {nameof(RetryDelay)} ({RetryDelay}) or more."
        : HandlerRetries < 0 ? $"{nameof(UploadTrackingOptions)}.{nameof(HandlerRetries)} is {HandlerRetries}; it must be 0 or more."
        : MaxConcurrentHandlers < 1 ? $"{nameof(UploadTrackingOptions)}.{nameof(MaxConcurrentHandlers)} is {MaxConcurrentHandlers}; it must be 1 or more."
        : null;

    /// <summary>The delay after so many failures in a row.</summary>
    internal TimeSpan DelayAfter(int failures) => Clock.Min(GrowingPause.After(failures, RetryDelay, MaxRetryDelay), Clock.LongestDelay);
}
