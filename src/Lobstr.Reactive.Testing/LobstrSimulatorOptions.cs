namespace Lobstr.Reactive.Testing;

/// <summary>How a <see cref="LobstrSimulator"/> behaves if nothing else is scripted.</summary>
/// <remarks>Checked when a simulator is made of it.</remarks>
public sealed partial record LobstrSimulatorOptions
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
    /// Squids that there are from the start: name and id; default none. They are ready to run; one that is made by <c>POST squids</c>
    /// is not until its parameters have been set once.
    /// </summary>
    public IReadOnlyDictionary<string, string> Squids { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether files, tasks and runs are taken for squids that nobody has made, which are there and ready from then on; default
    /// true. False: they are answered 404, as by the real service.
    /// </summary>
    public bool TakesUnknownSquids { get; init; } = true;

    /// <summary>The crawlers that there are, at least one; squids have the first unless they were made with another.</summary>
    public IReadOnlyList<SimulatedCrawler> Crawlers { get; init; } = [new SimulatedCrawler()];

    /// <summary>
    /// The credit of the account when the simulator is made; <see cref="LobstrSimulator.Balance"/> changes it.
    /// </summary>
    public SimulatedBalance Balance { get; init; } = new();

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

    /// <summary>Whether answers carry <c>Date</c>, by the service's clock; default true.</summary>
    public bool DateHeader { get; init; } = true;

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
        ArgumentNullException.ThrowIfNull(Balance);
        ArgumentNullException.ThrowIfNull(Crawlers);
        ArgumentOutOfRangeException.ThrowIfLessThan(ExportDelay, TimeSpan.Zero);
        if (FreePlanLimit is { } limit) ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(FreePlanLimit));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DownloadLinkLife, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFileBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptRows);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptRequests);
        if (ApiKeys.Count == 0 || ApiKeys.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{nameof(ApiKeys)} holds at least one key and no empty one.");
        if (Crawlers.Count == 0 || Crawlers.Any(crawler => crawler is null || !Ids.IsValid(crawler.Id)))
            throw new ArgumentException($"{nameof(Crawlers)} holds at least one crawler, and each has an id of letters, digits, '-' and '_'.");
    }
}
