using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A program that tracks uploads on a simulated service, in virtual time; it can be killed, and started again.</summary>
internal sealed class TrackingRig : IDisposable
{
    public const string Squid = "a1b2c3d4e5f6g7h8i9j0";

    private readonly InMemoryUploadStore _file = new();
    private LobstrClient? _client;

    public TrackingRig(LobstrSimulatorOptions? options = null)
    {
        Simulator = new LobstrSimulator(Scheduler, options);
        Transcript = new Transcript(Scheduler);
        Store = new ProcessStore(_file, Transcript);
    }

    public HistoricalScheduler Scheduler { get; } = new(new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero));

    public LobstrSimulator Simulator { get; }

    public Transcript Transcript { get; }

    /// <summary>The store of the process that runs.</summary>
    public ProcessStore Store { get; private set; }

    /// <summary>The client of the process that runs.</summary>
    public ILobstrClient Client => _client!;

    public UploadTracker Tracker { get; private set; } = null!;

    /// <summary>What was logged, by all processes.</summary>
    public LogRecord Log { get; } = new();

    /// <summary>Where it is logged; null: in <see cref="Log"/>.</summary>
    public ILogger? Logger { get; set; }

    public UploadTrackingOptions Options { get; } = new();

    /// <summary>What the handler does after it was entered into the transcript; null: there is no handler.</summary>
    public HandlerCall? Handler { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The handler's calls.</summary>
    public List<TrackedUpload> Handled { get; } = [];

    public static TaskFile File(string rows = "url\nhttps://example.com/1\n") => TaskFile.FromText(rows, "tasks.csv");

    /// <summary>Starts the program.</summary>
    public TrackingRig Start(string account = "", Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        Build(account, configure);
        Run(Tracker.StartAsync(CancellationToken.None));
        return this;
    }

    /// <summary>Makes the program, which starts when it is first used.</summary>
    public TrackingRig Build(string account = "", Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        _client = Simulator.CreateClient(options => configure?.Invoke(options) ?? options);
        var watch = new WatchOptions { NotFoundGrace = TimeSpan.FromSeconds(30), Retry = new RetryPolicy { Jitter = () => 0.5 } };
        Tracker = new UploadTracker(
            _client.Uploads, Scheduler, Store, account, Options.Snapshot(watch), Handler is null ? null : HandleAsync, new ScopedLogger(Logger ?? Log.CreateLogger(EventLog.Category), new LogScope("shop")));
        return this;
    }

    /// <summary>Looks on from now on.</summary>
    public TrackingRig Observe()
    {
        Tracker.Changes.Subscribe(upload => Transcript.Add(Describe(upload)), () => Transcript.Add("completed"));
        return this;
    }

    /// <summary>The process is gone from one instant to the next.</summary>
    public TrackingRig Kill()
    {
        Transcript.Add("killed");
        Store.IsCutOff = true;
        Store = new ProcessStore(_file, Transcript) { IsTold = Store.IsTold };
        _client!.Dispose();
        return this;
    }

    public T Run<T>(Task<T> task) => Scheduler.AdvanceUntilCompleted(task);

    public void Run(Task task) => Scheduler.AdvanceUntilCompleted(task);

    public void Advance(double seconds) => Scheduler.AdvanceBy(TimeSpan.FromSeconds(seconds));

    public TrackedUpload Send(string? label = null) => Run(Tracker.SendAsync(Squid, File(), label));

    public TrackedUpload Only => Assert.Single(Tracker.Uploads);

    public static string Describe(TrackedUpload upload) =>
        (upload.Label is null ? "" : upload.Label + " ")
        + upload.State
        + (upload.Status is { } status ? $" {status.RawState}" : "")
        + (upload.IsHandled ? ", handled" : "")
        + (upload.LastError is { } error ? $": {(error.Length > 40 ? error[..40] : error)}" : "");

    public void Dispose() => _client?.Dispose();

    private async Task HandleAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        Handled.Add(upload);
        Transcript.Add($"handler {Describe(upload)}");
        await Handler!(upload, cancellationToken).ConfigureAwait(false);
    }
}
