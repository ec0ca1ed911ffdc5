namespace Lobstr.Reactive.Testing;

/// <summary>How a <see cref="LobstrSimulator"/> behaves where nothing else is scripted.</summary>
/// <remarks>Checked when a simulator is made of it.</remarks>
public sealed record LobstrSimulatorOptions
{
    /// <summary>
    /// The API keys that are accepted, at least one; default <c>simulator-key</c> alone. Any other key, and none, is
    /// answered 401 on every call. Each key has request budgets of its own.
    /// </summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = ["simulator-key"];

    /// <summary>
    /// How long requests and answers travel; default <see cref="Latency.None"/>. Half of it passes before the service sees the
    /// request, half before the client sees the answer.
    /// </summary>
    public Latency Latency { get; init; } = Latency.None;

    /// <summary>
    /// The life of an uploaded file that has no script of its own; default <see cref="UploadScript.Typical(ReceivedUpload)"/>.
    /// Called once a file, when it has arrived.
    /// </summary>
    public Func<ReceivedUpload, UploadScript> UploadLife { get; init; } = UploadScript.Typical;

    /// <summary>
    /// What the service's clock says when the simulator is made. Default null: what the scheduler's clock says, to the whole
    /// second, or the start of 2026 (UTC) where that is before 2000, for virtual clocks start in the year 1.
    /// </summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>How far the service's clock is ahead of <see cref="Epoch"/>; negative: behind; default zero.</summary>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>Whether answers carry <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c>; default true.</summary>
    public bool RateLimitHeaders { get; init; } = true;

    /// <summary>Whether a 429 carries <c>Retry-After</c>, in seconds; default true.</summary>
    public bool RetryAfterHeader { get; init; } = true;

    /// <summary>Whether answers carry <c>Date</c>, by the service's clock; default true.</summary>
    public bool DateHeader { get; init; } = true;

    /// <summary>The budget of a key for everything under <c>tasks</c>; default 90 a minute; null: no limit and no headers.</summary>
    public RateLimit? TaskRateLimit { get; init; } = RateLimit.PerMinute(90);

    /// <summary>The budget of a key for everything under <c>squids</c>; default 120 a minute; null: no limit and no headers.</summary>
    public RateLimit? SquidRateLimit { get; init; } = RateLimit.PerMinute(120);

    /// <summary>The budget of a key for everything under <c>runs</c>; default 120 a minute; null: no limit and no headers.</summary>
    public RateLimit? RunRateLimit { get; init; } = RateLimit.PerMinute(120);

    /// <summary>The budget of a key for <c>results</c>; default 2 a second; null: no limit and no headers.</summary>
    public RateLimit? ResultRateLimit { get; init; } = RateLimit.PerSecond(2);

    /// <summary>The largest file that is taken, in bytes, 1 or more; default 1 GiB. A larger one is answered 400.</summary>
    public long MaxFileBytes { get; init; } = 1L << 30;

    /// <summary>
    /// How many rows of a file are kept for <see cref="ReceivedUpload.Rows"/>, 0 or more; default 10,000. All are counted.
    /// </summary>
    public int KeptRows { get; init; } = 10_000;

    /// <summary>
    /// How many requests are kept for <see cref="LobstrSimulator.Requests"/>, 0 or more; default 1,000,000. The oldest are
    /// forgotten first.
    /// </summary>
    public int KeptRequests { get; init; } = 1_000_000;

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(ApiKeys);
        ArgumentNullException.ThrowIfNull(Latency);
        ArgumentNullException.ThrowIfNull(UploadLife);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFileBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptRows);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptRequests);
        if (ApiKeys.Count == 0 || ApiKeys.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{nameof(ApiKeys)} holds at least one key and no empty one.");
    }
}
