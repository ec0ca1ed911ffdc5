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
public sealed partial class LobstrSimulator
{
    private readonly LobstrSimulatorOptions _options;
    private readonly SimulatorClock _clock;
    private readonly RequestLog _log;
    private readonly UploadStore _uploads;
    private readonly SquidStore _squids;
    private readonly RunStore _runs;
    private readonly RunStarter _starter;
    private readonly SimulatedAccount _account;
    private readonly WebhookSender _webhooks;
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
        var tasks = new TaskStore();
        _uploads = new UploadStore(tasks, _clock, _options);
        _squids = new SquidStore(_clock, _options);
        _runs = new RunStore(_clock, _options);
        _account = new SimulatedAccount(_options.Balance);
        _webhooks = new WebhookSender(_squids, _clock, _options);
        _starter = new RunStarter(_runs, tasks, _squids, _account, _webhooks, _clock, _options);
        Faults = new FaultPlan(_clock);
        var links = new DownloadLinks(_clock, _options);
        _service = new SimulatedService(_clock, _options, _log, Faults,
        [
            new UploadEndpoints(_uploads, _squids, _clock, _options),
            new TaskEndpoints(tasks, _squids, _clock, _options),
            new SingleTaskEndpoints(tasks, _runs, _squids, _clock, _options),
            new RunEndpoints(_runs, _starter, new RunView(_clock), _squids, links, _clock, _options),
            new RunTaskEndpoints(_runs, _clock, _options),
            new ResultEndpoints(_runs, _squids, _clock, _options),
            new DownloadEndpoints(_runs, links, _clock, _options),
            new SquidEndpoints(_squids, tasks, _runs, new SquidView(_runs, _clock), _clock, _options),
            new CrawlerEndpoints(_options),
            new DeliveryEndpoints(_squids),
            new DeliveryTestEndpoints(),
            new AccountEndpoints(_account, _clock),
            new PlatformAccountEndpoints(new PlatformAccountStore(_clock), new PlatformAccountView(_squids, _clock), _options),
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

    /// <summary>The credit of the account, from the next request on.</summary>
    public SimulatedBalance Balance
    {
        get => _account.Balance;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _account.Balance = value;
        }
    }

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
