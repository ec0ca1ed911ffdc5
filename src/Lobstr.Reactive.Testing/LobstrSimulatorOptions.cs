using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>How a <see cref="LobstrSimulator"/> behaves if nothing else is scripted.</summary>
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
    /// The life of a started run that has no script of its own; default <see cref="RunScript.Typical(StartedRun)"/>. Called once a
    /// run, when it is started.
    /// </summary>
    public Func<StartedRun, RunScript> RunLife { get; init; } = RunScript.Typical;

    /// <summary>
    /// A row of a run, counted from 0 in the order in which they are found. Default: one with an <c>id</c>, the same in every run
    /// of a test. Called each time a row is read; returns a new object.
    /// </summary>
    public Func<StartedRun, long, JsonObject> ResultRow { get; init; } = SimulatedRun.TypicalRow;

    /// <summary>In which order rows are listed; default: oldest first.</summary>
    public ResultOrder ResultOrder { get; init; }

    /// <summary>
    /// The file of results of a run; default null, as for a run that the function returns null for: its rows as CSV, in the order
    /// in which they were found. Called once for each request.
    /// </summary>
    public Func<StartedRun, ExportFile?>? Export { get; init; }

    /// <summary>
    /// How long the signed address of a file of results is good for, rounded up to the service's next whole second; more than
    /// zero; default an hour. Afterwards it is answered 403.
    /// </summary>
    public TimeSpan DownloadLinkLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Squids that are listed from the start: name and id; default none. Files and runs are taken for every squid, and it is
    /// listed from then on.
    /// </summary>
    public IReadOnlyDictionary<string, string> Squids { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether the 404 of an id that the simulator was never given says so to the author of the test; default true. False: the
    /// real service's words alone, as for an upload or a run that its script says is not found.
    /// </summary>
    public bool ExplainUnknownIds { get; init; } = true;

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
        ArgumentNullException.ThrowIfNull(RunLife);
        ArgumentNullException.ThrowIfNull(ResultRow);
        ArgumentNullException.ThrowIfNull(Squids);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DownloadLinkLife, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFileBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptRows);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptRequests);
        if (ApiKeys.Count == 0 || ApiKeys.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{nameof(ApiKeys)} holds at least one key and no empty one.");
    }
}
