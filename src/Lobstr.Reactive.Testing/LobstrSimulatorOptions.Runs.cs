using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

public sealed partial record LobstrSimulatorOptions
{
    /// <summary>
    /// The life of a started run that has no script of its own; default <see cref="RunScript.Typical(StartedRun)"/>. Called once a
    /// run, when it is started.
    /// </summary>
    public Func<StartedRun, RunScript> RunLife { get; init; } = RunScript.Typical;

    /// <summary>
    /// A row of a run, counted from 0 in the order in which they are found. Default: one with an <c>id</c>, the same in every run
    /// of a test, and all else that the service gives each row. Called each time a row is read; returns a new object.
    /// </summary>
    public Func<StartedRun, long, JsonObject> ResultRow { get; init; } = SimulatedRun.TypicalRow;

    /// <summary>In which order rows are listed; default: oldest first.</summary>
    public ResultOrder ResultOrder { get; init; }

    /// <summary>
    /// The file of results of a run; default null, as for a run that the function returns null for: its rows as CSV, in the order
    /// in which they were found, without <c>object</c> and <c>scraping_time</c>. Called once for each request.
    /// </summary>
    public Func<StartedRun, ExportFile?>? Export { get; init; }

    /// <summary>
    /// How long the signed address of a file of results is good for, rounded up to the service's next whole second; more than
    /// zero; default an hour. Afterwards it is answered 403.
    /// </summary>
    public TimeSpan DownloadLinkLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after its end the file of results of a run is ready, if its script does not say; zero or more; default 3 s. Runs
    /// that are done export, and those that were aborted; the latter are <c>uploading</c> meanwhile.
    /// </summary>
    public TimeSpan ExportDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What becomes of the start of a squid without tasks; default: its run lives as any other.</summary>
    public TasklessRuns TasklessRuns { get; init; }

    /// <summary>
    /// How many of a list a reader is given, for the account has a free plan; 0 or more; default null: all. The totals say how many
    /// there are all the same, and the last page carries a <c>warning</c>.
    /// </summary>
    public int? FreePlanLimit { get; init; }

    /// <summary>
    /// Receives what the service POSTs to the webhooks of squids, at the instants of the events; default null: nothing is sent. It
    /// gets the request that the network would, whatever the host of its address, and is not disposed.
    /// </summary>
    public HttpMessageHandler? WebhookHandler { get; init; }
}
