namespace Lobstr.Reactive.Hosting;

/// <summary>What a setting may be: each rule gives the rest of a sentence that begins with the setting, or null.</summary>
internal static class SettingRules
{
    public static IEnumerable<(string Name, string? Problem)> Problems(LobstrRetryOptions options) => Retries(options.MaxRetries, options.BaseDelay, options.MaxDelay);

    public static IEnumerable<(string Name, string? Problem)> Problems(LobstrWatchOptions options, TimeSpan defaultInterval)
    {
        TimeSpan interval = options.Interval ?? defaultInterval;
        return
        [
            (nameof(options.Interval), MoreThanZero(options.Interval)),
            (nameof(options.BackoffFactor), options.BackoffFactor is { } factor && !(double.IsFinite(factor) && factor >= 1) ? "must be a number of 1 or more" : null),
            (nameof(options.BackoffMax), ProblemOfMax(options, interval)),
            (nameof(options.Timeout), MoreThanZero(options.Timeout)),
            (nameof(options.NotFoundGrace), ZeroOrMore(options.NotFoundGrace)),
            .. Retries(options.MaxRetries, options.BaseDelay, options.MaxDelay),
        ];
    }

    private static (string Name, string? Problem)[] Retries(int maxRetries, TimeSpan baseDelay, TimeSpan maxDelay) =>
    [
        (nameof(RetryPolicy.MaxRetries), maxRetries < 0 ? $"is {maxRetries}; it must be 0 or more" : null),
        (nameof(RetryPolicy.BaseDelay), ZeroOrMore(baseDelay)),
        (nameof(RetryPolicy.MaxDelay), maxDelay < baseDelay ? $"is {maxDelay:c}; it must be {nameof(RetryPolicy.BaseDelay)} ({baseDelay:c}) or more" : null),
    ];

    private static string? MoreThanZero(TimeSpan? span) => span <= TimeSpan.Zero ? $"is {span:c}; it must be more than zero" : null;

    private static string? ZeroOrMore(TimeSpan span) => span < TimeSpan.Zero ? $"is {span:c}; it must be zero or more" : null;

    private static string? ProblemOfMax(LobstrWatchOptions options, TimeSpan interval) =>
        options.BackoffMax is not { } max ? null
        : options.BackoffFactor is null ? $"says nothing without {nameof(options.BackoffFactor)}"
        : max < interval ? $"is {max:c}; it must be {nameof(options.Interval)} ({interval:c}) or more"
        : null;
}
