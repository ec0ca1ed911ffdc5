namespace Lobstr.Reactive;

/// <summary>What a watch does about consecutive transient faults.</summary>
/// <remarks>
/// The delay before retry <c>n</c> is a random part of <c>BaseDelay * 2^(n-1)</c>, at most of <see cref="MaxDelay"/>: full
/// jitter, so that many watches do not return all at once. <c>Retry-After</c> of the answer is a floor under it. A good
/// answer starts the count anew; a 429 is waited out without being counted. Watches of one upload on a client share its polls, and
/// so their faults: each counts them, and the first that wants to retry does so for all.
/// </remarks>
public sealed record RetryPolicy
{
    /// <summary>5 retries, 1 s doubling to 30 s, full jitter. A new one each time: a program may bind its configuration to it.</summary>
    public static RetryPolicy Default => new();

    /// <summary>No retries: the first transient fault ends the watch. A new one each time.</summary>
    public static RetryPolicy None => new() { MaxRetries = 0 };

    /// <summary>How many faults in a row are retried; the next one ends the watch with that fault. 0 or more; default 5.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The longest delay before the first retry; zero or more; default 1 s.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay before any retry; <see cref="BaseDelay"/> or more; default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Which part of the longest delay to wait, in [0, 1); default null: <c>Random.Shared</c>. Called on the scheduler
    /// before each retry. What it throws, and a number outside the range, goes to OnError of the watch.
    /// </summary>
    public Func<double>? Jitter { get; init; }

    /// <summary>
    /// Whether a fault is worth a retry; default null: <see cref="HttpRequestException"/> without a 4xx status,
    /// <see cref="IOException"/>, <see cref="TimeoutException"/>, a cancellation that nobody here asked for,
    /// <see cref="LobstrProtocolException"/>, and <see cref="LobstrApiException"/> with 408 or 5xx. If it is set it decides
    /// instead of that list, on the scheduler. It is not asked about a 429, nor about a 404 within
    /// <see cref="WatchOptions.NotFoundGrace"/>. What it throws goes to OnError of the watch.
    /// </summary>
    public Func<Exception, bool>? ShouldRetry { get; init; }

    internal bool IsWorthARetry(Exception fault, AnswerKind kind) => ShouldRetry?.Invoke(fault) ?? AnswerClassifier.IsTransient(kind);

    /// <summary>The delay before a retry.</summary>
    /// <param name="attempt">Which retry, from 1.</param>
    /// <param name="draw">A number in [0, 1), for policies without a jitter of their own.</param>
    internal TimeSpan Delay(int attempt, double draw)
    {
        double part = Jitter?.Invoke() ?? draw;
        if (part is not (>= 0 and < 1))
            throw new InvalidOperationException($"{nameof(RetryPolicy)}.{nameof(Jitter)} returned {part}; it must return a number in [0, 1).");
        double longest = Math.Min(MaxDelay.Ticks, BaseDelay.Ticks * Math.Pow(2, attempt - 1));
        return TimeSpan.FromTicks((long)(longest * part));
    }

    /// <summary>What is outside its range, as a sentence that names the property; null if nothing is.</summary>
    internal string? Problem =>
        MaxRetries < 0 ? $"{nameof(RetryPolicy)}.{nameof(MaxRetries)} is {MaxRetries}; it must be 0 or more."
        : BaseDelay < TimeSpan.Zero ? $"{nameof(RetryPolicy)}.{nameof(BaseDelay)} is {BaseDelay}; it must be zero or more."
        : MaxDelay < BaseDelay ? $"{nameof(RetryPolicy)}.{nameof(MaxDelay)} is {MaxDelay}; it must be {nameof(BaseDelay)} ({BaseDelay}) or more."
        : null;
}
