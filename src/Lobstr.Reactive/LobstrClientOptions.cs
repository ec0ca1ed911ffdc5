using System.Reactive.Concurrency;
using System.Text;

namespace Lobstr.Reactive;

/// <summary>How a <see cref="LobstrClient"/> reaches the service, and how much of it at a time.</summary>
/// <remarks>Checked when a client is made of it. <see cref="ToString"/> never shows the key.</remarks>
public sealed record LobstrClientOptions
{
    private const string FirstVariable = "LOBSTR_TOKEN";
    private const string SecondVariable = "LOBSTR_API_KEY";

    /// <summary>The API key; printable ASCII without spaces. A client cannot be made without one.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// If the service is; default <c>https://api.lobstr.io/v1/</c>. With or without the last slash; plain http only to a
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
    public int? RequestsPerMinute { get; init; } = 90;

    /// <summary>The most requests under <c>runs</c> in any 60 s; 1 or more; default 120. Null: only what the headers say.</summary>
    public int? RunRequestsPerMinute { get; init; } = 120;

    /// <summary>The most requests of <c>results</c> in any second; 1 or more; default 2. Null: only what the headers say.</summary>
    public int? ResultRequestsPerSecond { get; init; } = 2;

    /// <summary>
    /// The most requests under way at a time, whatever they are about; 1 or more; default 8. Transfers of files of results do not
    /// count.
    /// </summary>
    public int MaxConcurrentRequests { get; init; } = 8;

    /// <summary>
    /// The longest wait that the service may ask for (<c>Retry-After</c>, or the reset that comes with a 429); more than zero; default
    /// 1 h. A 429 that asks for more ends every watch and every call that waits for the same family of endpoints with
    /// <see cref="LobstrRateLimitException"/>, at once. On a good answer or a fault a longer <c>Retry-After</c> is cut at it, and
    /// a <see cref="BudgetPaused"/> among the events says so. Counts on <see cref="Scheduler"/>.
    /// </summary>
    public TimeSpan LongestPause { get; init; } = RequestQueue.DefaultLongestPause;

    /// <summary>Options with the key of the environment: <c>LOBSTR_TOKEN</c>, else <c>LOBSTR_API_KEY</c>.</summary>
    /// <returns>The options; everything but the key is at its default.</returns>
    /// <exception cref="InvalidOperationException">Neither variable is set.</exception>
    public static LobstrClientOptions FromEnvironment() => new()
    {
        ApiKey = Variable(FirstVariable) ?? Variable(SecondVariable) ?? throw new InvalidOperationException(
            $"There is no API key in the environment. Set {FirstVariable} or {SecondVariable} to the key of your lobstr.io account."),
    };

    /// <summary>These options, checked, with a base address that other paths can be appended to.</summary>
    /// <exception cref="ArgumentException">One is outside its range.</exception>
    internal LobstrClientOptions Validate(string parameter)
    {
        if (string.IsNullOrEmpty(ApiKey))
            throw Invalid(nameof(ApiKey), "is missing; it is the key of your lobstr.io account", parameter);
        if (ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw Invalid(nameof(ApiKey), "has a character that is not printable ASCII, or a space; pass the key alone, without the word 'Token'", parameter);
        if (Scheduler is null)
            throw Invalid(nameof(Scheduler), "is null", parameter);
        if (Scheduler is ImmediateScheduler or CurrentThreadScheduler)
            throw Invalid(nameof(Scheduler), $"is a {Scheduler.GetType().Name}, which blocks whoever subscribes until the work is done; use {nameof(DefaultScheduler)}.{nameof(DefaultScheduler.Instance)}, or another one that works on threads of its own or in virtual time", parameter);
        if (RequestTimeout <= TimeSpan.Zero)
            throw Invalid(nameof(RequestTimeout), $"is {RequestTimeout}; it must be more than zero", parameter);
        if (LongestPause <= TimeSpan.Zero)
            throw Invalid(nameof(LongestPause), $"is {LongestPause}; it must be more than zero", parameter);
        CheckCount(nameof(RequestsPerMinute), RequestsPerMinute, parameter);
        CheckCount(nameof(RunRequestsPerMinute), RunRequestsPerMinute, parameter);
        CheckCount(nameof(ResultRequestsPerSecond), ResultRequestsPerSecond, parameter);
        CheckCount(nameof(MaxConcurrentRequests), MaxConcurrentRequests, parameter);
        return this with { BaseAddress = CheckedBaseAddress(parameter) };
    }

    private Uri CheckedBaseAddress(string parameter)
    {
        if (BaseAddress is not { IsAbsoluteUri: true } address || address.Scheme is not ("https" or "http"))
            throw Invalid(nameof(BaseAddress), "must be an absolute https address", parameter);
        if (address.Scheme is "http" && !address.IsLoopback)
            throw Invalid(nameof(BaseAddress), $"is {address.Scheme}://{address.Authority}; the API key goes over plain http to a loopback host only, so use https", parameter);
        if (address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0)
            throw Invalid(nameof(BaseAddress), "must have no user info, query or fragment", parameter);
        return address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
    }

    private static void CheckCount(string name, int? count, string parameter)
    {
        if (count < 1)
            throw Invalid(name, $"is {count}; it must be 1 or more", parameter);
    }

    private static ArgumentException Invalid(string name, string what, string parameter) =>
        new($"{nameof(LobstrClientOptions)}.{name} {what}.", parameter);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("ApiKey = ").Append(ApiKey is null ? "(none)" : "(hidden)");
        text.Append(", BaseAddress = ").Append(BaseAddress);
        text.Append(", Scheduler = ").Append(Scheduler?.GetType().Name);
        text.Append(", RequestTimeout = ").Append(RequestTimeout);
        text.Append(", RequestsPerMinute = ").Append(RequestsPerMinute);
        text.Append(", RunRequestsPerMinute = ").Append(RunRequestsPerMinute);
        text.Append(", ResultRequestsPerSecond = ").Append(ResultRequestsPerSecond);
        text.Append(", MaxConcurrentRequests = ").Append(MaxConcurrentRequests);
        text.Append(", LongestPause = ").Append(LongestPause);
        return true;
    }
}
