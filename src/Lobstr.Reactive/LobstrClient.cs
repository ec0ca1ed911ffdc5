namespace Lobstr.Reactive;

/// <summary>The entry point: everything that is done with one API key, within one request budget.</summary>
/// <remarks>Thread-safe. Make one client per key and share it: only what runs on one client shares a budget.</remarks>
public sealed class LobstrClient : ILobstrClient, IDisposable
{
    private readonly RequestQueue _queue;
    private readonly ServiceConnection _service;
    private readonly ClientEvents _events;
    private readonly ClientLifetime _lifetime;
    private readonly ResourceClient<Balance> _balances;

    /// <summary>A client with everything but the key at its default.</summary>
    /// <param name="apiKey">The API key; printable ASCII without spaces.</param>
    /// <exception cref="ArgumentException">The key cannot be one. The message does not repeat it.</exception>
    public LobstrClient(string apiKey)
        : this(new LobstrClientOptions { ApiKey = apiKey }.Validate(nameof(apiKey)), http: null)
    {
    }

    /// <summary>A client with an HttpClient of its own, which follows no redirect and keeps no cookies.</summary>
    /// <param name="options">The options, with an API key.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public LobstrClient(LobstrClientOptions options)
        : this(Validate(options), http: null)
    {
    }

    /// <summary>A client that sends with the caller's HttpClient, which it neither changes nor disposes.</summary>
    /// <param name="http">
    /// Sends the requests. Its base address is not used; its own timeout, in real time, applies beside
    /// <see cref="LobstrClientOptions.RequestTimeout"/> (make it infinite), and its handlers decide about redirects, cookies, proxies
    /// and compression.
    /// </param>
    /// <param name="options">The options, with an API key.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An option is outside its range; the message names it.</exception>
    public LobstrClient(HttpClient http, LobstrClientOptions options)
        : this(Validate(options), Required(http))
    {
    }

    private LobstrClient(LobstrClientOptions options, HttpClient? http)
    {
        var clock = new Clock(options.Scheduler);
        _events = new ClientEvents(options.Scheduler);
        _service = new ServiceConnection(http, options, clock, _events);
        RequestFamily tasks = PerMinute("tasks", options, options.TaskRequestsPerMinute, defaultLimit: 90);
        RequestFamily runs = PerMinute("runs", options, options.RunRequestsPerMinute, defaultLimit: 120);
        RequestFamily squids = PerMinute("squids", options, options.SquidRequestsPerMinute, defaultLimit: 120);
        RequestFamily runTasks = PerMinute("runtasks", options, options.RunTaskRequestsPerMinute, defaultLimit: 90);
        var results = new RequestFamily("results", new RequestBudget(options.ResultRequestsPerSecond, defaultLimit: 2, TimeSpan.FromSeconds(1)));
        // me, user and crawlers: the service names no limit, but its headers do.
        var other = new RequestFamily("other", new RequestBudget(cap: null, defaultLimit: 90, options.Minute)) { IsNamedByTheService = false };
        _lifetime = new ClientLifetime(clock);
        _queue = new RequestQueue(clock, _events, options.MaxConcurrentRequests, isPrivate: false, tasks, runs, results, squids, runTasks, other)
        {
            LongestPause = options.LongestPause,
            ClientName = options.Name,
        };
        Share(options, [tasks, runs, results, squids, runTasks, other]);
        Uploads = new UploadsClient(Of(tasks, UploadResource.Instance), Of(tasks, UploadTicketResource.Instance));
        ResourceClient<Run> existing = Of(runs, RunResource.Existing);
        Runs = new RunsClient(
            Of(runs, RunResource.New),
            Of(runs, RunResource.Aborting),
            existing,
            Of(runs, RunStatsResource.Instance),
            ListOf(runs, RunListResource.Instance),
            ListOf(runTasks, RunTaskListResource.Instance),
            ListOf(results, ResultListResource.Instance),
            new RunDownload(existing, Of(runs, DownloadLinkResource.Instance), _service, _lifetime, options.Retry, options.ExportTimeout),
            options.Retry);
        Squids = new SquidsClient(
            Of(squids, SquidResource.Existing),
            Of(squids, SquidResource.Configured),
            Of(squids, EmptiedSquidResource.Instance),
            Of(other, CrawlerParametersResource.Instance),
            ListOf(squids, SquidListResource.Instance),
            _lifetime,
            options.Retry);
        _balances = Of(other, BalanceResource.Instance);

        ListReader<T> ListOf<T>(RequestFamily family, ListResource<T> list) => new(Of(family, list), list, options.Retry);

        ResourceClient<T> Of<T>(RequestFamily family, Resource<T> resource)
            where T : class => new(_service, _queue, family, _lifetime, options.RequestTimeout, resource);
    }

    /// <inheritdoc/>
    public IUploads Uploads { get; }

    /// <inheritdoc/>
    public IRuns Runs { get; }

    /// <inheritdoc/>
    public ISquids Squids { get; }

    /// <inheritdoc/>
    public IObservable<LobstrEvent> Events => _events;

    /// <inheritdoc/>
    public IReadOnlyList<BudgetUsage> GetUsage() => _queue.GetUsage();

    /// <inheritdoc/>
    public Task<Balance> GetBalanceAsync(CancellationToken cancellationToken = default) => _balances.GetAsync(id: "", cancellationToken);

    /// <summary>
    /// Ends everything that runs on this client with <see cref="ObjectDisposedException"/>, cancels the requests under way and
    /// sends no more. Idempotent, never throws, never blocks.
    /// </summary>
    public void Dispose()
    {
        Attempt(_queue.Close);
        Attempt(_lifetime.Dispose);
        Attempt(_service.Dispose);
        Attempt(_events.Complete);
    }

    private static RequestFamily PerMinute(string name, LobstrClientOptions options, int? cap, int defaultLimit) =>
        new(name, new RequestBudget(cap, defaultLimit, options.Minute));

    private void Share(LobstrClientOptions options, RequestFamily[] families)
    {
        if (options.SharedBudget is not { } shared)
            return;
        (shared as InMemorySharedBudget)?.KeepTimeOf(options.Scheduler);
        string account = AccountName.Of(options.ApiKey!);
        string client = Guid.NewGuid().ToString("N");
        foreach (RequestFamily family in families)
        {
            var member = new SharedBudgetMember
            {
                Account = account,
                Family = family.Name!,
                Client = client,
                Cap = family.Budget.Cap,
                UsualLimit = family.Budget.Usual,
                Window = family.Budget.Window,
            };
            family.Permits = new SharedPermits(shared, member, _queue, family, options.RequestTimeout, _lifetime.Ended);
        }
    }

    // Whatever a scheduler, a handler or an observer throws: every step is made, and Dispose never throws.
    private static void Attempt(Action step)
    {
        try
        {
            step();
        }
        catch (Exception)
        {
            // It has ended as far as it can end.
        }
    }

    private static LobstrClientOptions Validate(LobstrClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Validate(nameof(options));
    }

    private static HttpClient Required(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http;
    }
}
