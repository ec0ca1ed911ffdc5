using System.Reactive.Concurrency;
using System.Text;

namespace Lobstr.Reactive;

/// <summary>How a <see cref="LobstrClient"/> reaches the service, and how much of it at a time.</summary>
/// <remarks>Checked when a client is made of it. <see cref="ToString"/> never shows the key.</remarks>
public sealed partial record LobstrClientOptions
{
    private const string FirstVariable = "LOBSTR_TOKEN";
    private const string SecondVariable = "LOBSTR_API_KEY";

    /// <summary>The API key; printable ASCII without spaces. A client cannot be made without one.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// The address of the service; default <c>https://api.lobstr.io/v1/</c>. With or without the last slash; plain http only to a
    /// loopback host, for the key would travel in the open.
    /// </summary>
    public Uri BaseAddress { get; init; } = new("https://api.lobstr.io/v1/");

    /// <summary>
    /// Where requests are sent and notifications made, and whose clock counts; default <see cref="DefaultScheduler.Instance"/>, the
    /// thread pool. <see cref="ImmediateScheduler"/> and <see cref="CurrentThreadScheduler"/> are refused: they block whoever subscribes
    /// until the work is done.
    /// </summary>
    public IScheduler Scheduler { get; init; } = DefaultScheduler.Instance;

    /// <summary>
    /// How long a request may take, from sending to the whole answer; more than zero; default 30 s. For a file that is sent or
    /// downloaded: how long nothing may move. Counts on <see cref="Scheduler"/>; time spent waiting for the budget does not.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The most requests under <c>tasks</c> in any 60 s; 1 or more; default 90, what the service grants a key. Null: only what the
    /// server's headers say. The headers can tighten it in either case.
    /// </summary>
    public int? TaskRequestsPerMinute { get; init; } = 90;

    /// <summary>The most requests under <c>runs</c> in any 60 s; 1 or more; default 120. Null: only what the headers say.</summary>
    public int? RunRequestsPerMinute { get; init; } = 120;

    /// <summary>The most requests under <c>squids</c> in any 60 s; 1 or more; default 120. Null: only what the headers say.</summary>
    public int? SquidRequestsPerMinute { get; init; } = 120;

    /// <summary>The most requests of <c>runtasks</c> in any 60 s; 1 or more; default 90. Null: only what the headers say.</summary>
    public int? RunTaskRequestsPerMinute { get; init; } = 90;

    /// <summary>The most requests of <c>results</c> in any second; 1 or more; default 2. Null: only what the headers say.</summary>
    public int? ResultRequestsPerSecond { get; init; } = 2;

    /// <summary>
    /// The most requests under way at a time, whatever they are about; 1 or more; default 8. Files do not count: at most 4 are sent at a
    /// time beside these, so that slow ones hold up nobody, and downloads are not limited.
    /// </summary>
    public int MaxConcurrentRequests { get; init; } = 8;

    /// <summary>
    /// How long <see cref="IRuns.DownloadAsync"/> waits for the file after the end of the run, for the service exports the results some
    /// seconds later; more than zero; default 5 min. Counts on <see cref="Scheduler"/>.
    /// </summary>
    public TimeSpan ExportTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest wait that the service may ask for (<c>Retry-After</c>, or the reset that comes with a 429); more than zero; default
    /// 1 h. A 429 that asks for more ends every watch and every call that waits for the same family of endpoints with
    /// <see cref="LobstrRateLimitException"/>, at once. On a good answer or a fault a longer <c>Retry-After</c> is cut at it, and
    /// a <see cref="BudgetPaused"/> among the events says so. Counts on <see cref="Scheduler"/>.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = RequestQueue.DefaultLongestPause;

    /// <summary>
    /// The budget that this client shares with others of the same API key, here or on other machines; default null: it is this client's alone. It is
    /// neither changed nor disposed. The lowest cap that one of them names counts for all.
    /// </summary>
    public ISharedBudget? SharedBudget { get; init; }

    /// <summary>
    /// What to do about transient faults of everything that has no <see cref="WatchOptions"/>: <see cref="IRuns.Start"/>,
    /// <see cref="IRuns.Results"/>, <see cref="IRuns.ReadResultsAsync"/> and <see cref="IRuns.DownloadAsync"/>; default
    /// <see cref="RetryPolicy.Default"/>. What starts a run is sent again only if the service cannot have taken it: there
    /// <see cref="RetryPolicy.ShouldRetry"/> can forbid a retry and allow none. A watch has <see cref="WatchOptions.Retry"/> of its own.
    /// </summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>
    /// What the client is called, for programs with several accounts: the tag <c>client</c> of its metrics; not blank; default null:
    /// no tag.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>How long what is counted by the minute is counted: for tests in real time.</summary>
    internal TimeSpan Minute { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Options with the key of the environment: <c>LOBSTR_TOKEN</c>, else <c>LOBSTR_API_KEY</c>.</summary>
    /// <returns>The options; everything but the key is at its default.</returns>
    /// <exception cref="InvalidOperationException">Neither variable is set.</exception>
    public static LobstrClientOptions FromEnvironment() => new()
    {
        ApiKey = Variable(FirstVariable) ?? Variable(SecondVariable) ?? throw new InvalidOperationException(
            $"There is no API key in the environment. Set {FirstVariable} or {SecondVariable} to the key of your lobstr.io account."),
    };

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("ApiKey = ").Append(ApiKey is null ? "(none)" : "(hidden)");
        text.Append(", BaseAddress = ").Append(BaseAddress);
        text.Append(", Scheduler = ").Append(Scheduler?.GetType().Name);
        text.Append(", RequestTimeout = ").Append(RequestTimeout);
        text.Append(", TaskRequestsPerMinute = ").Append(TaskRequestsPerMinute);
        text.Append(", RunRequestsPerMinute = ").Append(RunRequestsPerMinute);
        text.Append(", SquidRequestsPerMinute = ").Append(SquidRequestsPerMinute);
        text.Append(", RunTaskRequestsPerMinute = ").Append(RunTaskRequestsPerMinute);
        text.Append(", ResultRequestsPerSecond = ").Append(ResultRequestsPerSecond);
        text.Append(", MaxConcurrentRequests = ").Append(MaxConcurrentRequests);
        text.Append(", ExportTimeout = ").Append(ExportTimeout);
        text.Append(", LongestPause = ").Append(LongestPause);
        text.Append(", SharedBudget = ").Append(SharedBudget?.GetType().Name);
        text.Append(", Retry = ").Append(Retry);
        text.Append(", Name = ").Append(Name);
        return true;
    }
}
