using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Testing;

/// <summary>The service, simulated on a scheduler: in virtual time for tests, in real time behind a real server.</summary>
/// <remarks>
/// <para>
/// All its time is the scheduler's. With a virtual-time scheduler nothing happens until that is advanced
/// (<c>scheduler.AdvanceBy</c>, <c>AdvanceTo</c>, <c>Start</c>), and everything then happens inside its actions, whatever
/// synchronization context is current.
/// </para>
/// <para>Thread-safe. Calls no function of its user's while it holds a lock.</para>
/// </remarks>
public sealed class LobstrSimulator
{
    private readonly LobstrSimulatorOptions _options;
    private readonly SimulatorClock _clock;
    private readonly RequestLog _log;
    private readonly UploadStore _uploads;
    private readonly RunStore _runs;
    private readonly SimulatedService _service;

    /// <summary>Makes a service that has just begun.</summary>
    /// <param name="scheduler">Whose time counts.</param>
    /// <param name="options">How it behaves; default: as the real one does, without latency.</param>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public LobstrSimulator(IScheduler scheduler, LobstrSimulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        _options = options ?? new LobstrSimulatorOptions();
        _options.Check();
        Scheduler = scheduler;
        _clock = new SimulatorClock(scheduler, _options);
        _log = new RequestLog(_options.KeptRequests);
        _uploads = new UploadStore(_clock, _options);
        _runs = new RunStore(_uploads, _clock, _options);
        Faults = new FaultPlan(_clock);
        var links = new DownloadLinks(_clock, _options);
        _service = new SimulatedService(_clock, _options, _log, Faults,
        [
            new UploadEndpoints(_uploads, _clock, _options),
            new RunEndpoints(_runs, links, _clock),
            new ResultEndpoints(_runs, _clock, _options),
            new DownloadEndpoints(_runs, links, _clock, _options),
            new SquidEndpoints(_uploads, _runs, _options),
            new AccountEndpoints(),
        ]);
    }

    /// <summary>Whose time counts.</summary>
    public IScheduler Scheduler { get; }

    /// <summary>A key that is accepted: the first of <see cref="LobstrSimulatorOptions.ApiKeys"/>.</summary>
    public string ApiKey => _options.ApiKeys[0];

    /// <summary>The time since the simulator was made. Instants of faults, requests and uploads are in it.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>What the service's clock says, which need not be what the client's does.</summary>
    public DateTimeOffset Now => _clock.DateAt(_clock.Elapsed);

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The requests so far, in the order in which they were sent, those under way included. A snapshot.</summary>
    public IReadOnlyList<SimulatedRequest> Requests => _log.Snapshot();

    /// <summary>How many requests have been sent, those that are no longer kept included.</summary>
    public long RequestCount => _log.Count;

    /// <summary>The files that have been taken, in the order in which they arrived. A snapshot.</summary>
    public IReadOnlyList<ReceivedUpload> Uploads => _uploads.Received;

    /// <summary>The runs that have been started, in that order. A snapshot.</summary>
    public IReadOnlyList<StartedRun> Runs => _runs.Started;

    /// <summary>The end of an HttpClient's chain. Each is as good as another, and disposing it does nothing.</summary>
    /// <returns>A handler that needs no network and answers for every host.</returns>
    /// <remarks>Set <see cref="HttpClient.Timeout"/> to infinite: it is real time.</remarks>
    public HttpMessageHandler CreateHandler() => new SimulatorHandler(_service);

    /// <summary>A client of this service, with its key and on its scheduler.</summary>
    /// <param name="configure">Changes the client's options; default: leaves them as they are.</param>
    /// <returns>A client of its own, with a request budget of its own.</returns>
    public LobstrClient CreateClient(Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        var clientOptions = new LobstrClientOptions { ApiKey = ApiKey, Scheduler = Scheduler };
        var http = new HttpClient(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        return new LobstrClient(http, configure?.Invoke(clientOptions) ?? clientOptions);
    }

    /// <summary>Adds an upload with a script, which begins now.</summary>
    /// <param name="script">What it goes through.</param>
    /// <returns>Its id, the same in every run of a test.</returns>
    public string AddUpload(UploadScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return _uploads.Add(script);
    }

    /// <summary>Adds an upload with an id and a script, which begins now.</summary>
    /// <param name="id">Its id: letters, digits, '-' and '_'.</param>
    /// <param name="script">What it goes through.</param>
    /// <exception cref="ArgumentException">The id cannot be one, or there is an upload of this id.</exception>
    public void AddUpload(string id, UploadScript script)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(script);
        if (!Ids.IsValid(id))
            throw new ArgumentException($"'{id}' cannot be an upload's id: letters, digits, '-' and '_' only.", nameof(id));
        if (!_uploads.TryAdd(id, script, countsOfFile: null))
            throw new ArgumentException($"There is an upload '{id}' already. Give each its own id, or use one script for its whole life.", nameof(id));
    }

    /// <summary>
    /// Gives the next file that arrives a script instead of <see cref="LobstrSimulatorOptions.UploadLife"/>. Called again, the
    /// file after that.
    /// </summary>
    /// <param name="script">What the upload goes through, from when the whole file has arrived.</param>
    public void ScriptNextUpload(UploadScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        _uploads.ScriptNext(script);
    }

    /// <summary>Adds a run with a script, which begins now, as if somebody had started it earlier.</summary>
    /// <param name="script">What it goes through. It has a task for each of its rows.</param>
    /// <returns>Its id, the same in every run of a test.</returns>
    public string AddRun(RunScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return _runs.Add(script);
    }

    /// <summary>Adds a run with an id and a script, which begins now, as if somebody had started it earlier.</summary>
    /// <param name="id">Its id: letters, digits, '-' and '_'.</param>
    /// <param name="script">What it goes through. It has a task for each of its rows.</param>
    /// <exception cref="ArgumentException">The id cannot be one, or there is a run of this id.</exception>
    public void AddRun(string id, RunScript script)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(script);
        if (!Ids.IsValid(id))
            throw new ArgumentException($"'{id}' cannot be a run's id: letters, digits, '-' and '_' only.", nameof(id));
        if (!_runs.TryAdd(id, script))
            throw new ArgumentException($"There is a run '{id}' already. Give each its own id, or use one script for its whole life.", nameof(id));
    }

    /// <summary>
    /// Gives the next run that is started a script instead of <see cref="LobstrSimulatorOptions.RunLife"/>. Called again, the run
    /// after that.
    /// </summary>
    /// <param name="script">What the run goes through, from when it is started.</param>
    public void ScriptNextRun(RunScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        _runs.ScriptNext(script);
    }

    /// <summary>Uses up some of a key's budget now, as another process with the same key would.</summary>
    /// <param name="requests">How many requests; 0 or more. What is more than the window has left is answered 429 there.</param>
    /// <param name="family">Of which budget; default: that of <c>tasks</c>.</param>
    /// <param name="apiKey">Of which key; default: <see cref="ApiKey"/>.</param>
    /// <exception cref="ArgumentException">The key is none that the service accepts, or the number is negative.</exception>
    /// <remarks><see cref="RateLimit.UsedElsewhere"/> does so evenly all the time.</remarks>
    public void UseBudgetElsewhere(int requests, RateLimitFamily family = RateLimitFamily.Tasks, string? apiKey = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requests);
        if (apiKey is not null && !_options.ApiKeys.Contains(apiKey, StringComparer.Ordinal))
            throw new ArgumentException($"The key is none of {nameof(LobstrSimulatorOptions)}.{nameof(LobstrSimulatorOptions.ApiKeys)}.", nameof(apiKey));
        _service.UseElsewhere(apiKey ?? ApiKey, family, requests);
    }
}
