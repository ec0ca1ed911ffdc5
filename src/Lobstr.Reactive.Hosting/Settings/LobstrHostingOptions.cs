using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Hosting;

/// <summary>The settings of one account, as a program binds them to its configuration: every option of its client by its own name, and how it watches.</summary>
/// <remarks>
/// Read once, when the first of the account's services is made; a change of the configuration after that has no effect. Checked when the
/// program starts. What stands in the configuration comes first, then the code of <c>AddLobstr</c>, then <c>Configure</c> and
/// <c>PostConfigure</c> of this type: the last one wins. Spans are written as hours, minutes and seconds: <c>00:00:30</c>.
/// </remarks>
public sealed class LobstrHostingOptions
{
    /// <summary>
    /// The API key; printable ASCII without spaces. Without one an account of <c>AddLobstr</c> takes that of the environment, from
    /// <c>LOBSTR_TOKEN</c>, else <c>LOBSTR_API_KEY</c>; one of <c>AddKeyedLobstr</c> never does.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>The address of the service; see <see cref="LobstrClientOptions.BaseAddress"/>; default <c>https://api.lobstr.io/v1/</c>.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.lobstr.io/v1/");

    /// <summary>
    /// What requests are sent and notifications made on, and whose clock counts: for tests, and set in code alone; default
    /// <see cref="DefaultScheduler.Instance"/>. A program that binds this type itself with the binding generator is told so (SYSLIB1100 and
    /// SYSLIB1101); <c>AddLobstr</c> needs no binder.
    /// </summary>
    public IScheduler Scheduler { get; set; } = DefaultScheduler.Instance;

    /// <summary>What the request budget is shared with, in code alone; default null: it is this client's alone.</summary>
    public ISharedBudget? SharedBudget { get; set; }

    /// <summary>How long a request may take, from sending to the whole answer; more than zero; default 30 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most requests under <c>tasks</c> in any 60 s; 1 or more; default 90. Null (empty): only what the server's headers say.</summary>
    public int? TaskRequestsPerMinute { get; set; } = 90;

    /// <summary>The most requests under <c>runs</c> in any 60 s; 1 or more; default 120. Null (empty): only what the headers say.</summary>
    public int? RunRequestsPerMinute { get; set; } = 120;

    /// <summary>The most requests under <c>squids</c> in any 60 s; 1 or more; default 120. Null (empty): only what the headers say.</summary>
    public int? SquidRequestsPerMinute { get; set; } = 120;

    /// <summary>The most requests of <c>runtasks</c> in any 60 s; 1 or more; default 90. Null (empty): only what the headers say.</summary>
    public int? RunTaskRequestsPerMinute { get; set; } = 90;

    /// <summary>The most requests of <c>results</c> in any second; 1 or more; default 2. Null (empty): only what the headers say.</summary>
    public int? ResultRequestsPerSecond { get; set; } = 2;

    /// <summary>The most requests under way at a time, files apart; 1 or more; default 8.</summary>
    public int MaxConcurrentRequests { get; set; } = 8;

    /// <summary>How long a download waits for the file after the end of the run; more than zero; default 5 min.</summary>
    public TimeSpan ExportTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait that the service may ask for; more than zero; default 1 h. See <see cref="LobstrClientOptions.LongestPause"/>.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What to do about transient faults of everything that is no watch; default 5 retries, 1 s doubling to 30 s.</summary>
    public LobstrRetryOptions Retry { get; set; } = new();

    /// <summary>
    /// What the client is called: the tag <c>client</c> of its metrics, and the account of its logs; not blank; default: the name of
    /// <c>AddKeyedLobstr</c>, and none for <c>AddLobstr</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// How uploads are watched: by <see cref="IUploads.Watch"/>, <see cref="IUploads.WatchAsync"/> and <see cref="IUploads.SendAndWatch"/>
    /// without options. Options of a call replace all of it.
    /// </summary>
    public LobstrWatchOptions UploadWatch { get; set; } = new();

    /// <summary>
    /// How runs are watched: by <see cref="IRuns.Watch"/> and <see cref="IRuns.WatchStats"/> without options. Options of a call replace all
    /// of it.
    /// </summary>
    public LobstrWatchOptions RunWatch { get; set; } = new();

    /// <summary>Settings that cannot be read, by the key of each: told with all else that is wrong.</summary>
    internal List<string> Unreadable { get; } = [];

    /// <summary>The options of the client, once these have been checked.</summary>
    internal LobstrClientOptions ToClientOptions() => new()
    {
        ApiKey = ApiKey,
        BaseAddress = BaseAddress,
        Scheduler = Scheduler,
        SharedBudget = SharedBudget,
        RequestTimeout = RequestTimeout,
        TaskRequestsPerMinute = TaskRequestsPerMinute,
        RunRequestsPerMinute = RunRequestsPerMinute,
        SquidRequestsPerMinute = SquidRequestsPerMinute,
        RunTaskRequestsPerMinute = RunTaskRequestsPerMinute,
        ResultRequestsPerSecond = ResultRequestsPerSecond,
        MaxConcurrentRequests = MaxConcurrentRequests,
        ExportTimeout = ExportTimeout,
        LongestPause = LongestPause,
        Retry = Retry?.ToPolicy()!,
        Name = Name,
    };
}
