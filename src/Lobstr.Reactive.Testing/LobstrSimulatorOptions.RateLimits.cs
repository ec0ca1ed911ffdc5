namespace Lobstr.Reactive.Testing;

public sealed partial record LobstrSimulatorOptions
{
    /// <summary>Whether answers carry <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c>; default true.</summary>
    public bool RateLimitHeaders { get; init; } = true;

    /// <summary>Whether a 429 carries <c>Retry-After</c>, in seconds; default true.</summary>
    public bool RetryAfterHeader { get; init; } = true;

    /// <summary>The budget of a key for everything under <c>tasks</c>; default 90 a minute; null: no limit and no headers.</summary>
    public RateLimit? TaskRateLimit { get; init; } = RateLimit.PerMinute(90);

    /// <summary>The budget of a key for everything under <c>squids</c>; default 120 a minute; null: no limit and no headers.</summary>
    public RateLimit? SquidRateLimit { get; init; } = RateLimit.PerMinute(120);

    /// <summary>The budget of a key for everything under <c>runs</c>; default 120 a minute; null: no limit and no headers.</summary>
    public RateLimit? RunRateLimit { get; init; } = RateLimit.PerMinute(120);

    /// <summary>The budget of a key for <c>results</c>; default 2 a second; null: no limit and no headers.</summary>
    public RateLimit? ResultRateLimit { get; init; } = RateLimit.PerSecond(2);

    /// <summary>The budget of a key for <c>runtasks</c>; default 90 a minute; null: no limit and no headers.</summary>
    public RateLimit? RunTaskRateLimit { get; init; } = RateLimit.PerMinute(90);

    /// <summary>
    /// The budget of a key for everything else, such as <c>me</c> and <c>user/balance</c>; default 120 a minute, for the
    /// documentation names none; null: no limit and no headers.
    /// </summary>
    public RateLimit? OtherRateLimit { get; init; } = RateLimit.PerMinute(120);
}
