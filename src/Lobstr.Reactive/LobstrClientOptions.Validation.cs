using System.Reactive.Concurrency;

namespace Lobstr.Reactive;

/// <content>What is outside its range: all of it in one message, each by its name.</content>
public sealed partial record LobstrClientOptions
{
    /// <summary>These options, checked, with a base address that other paths can be appended to.</summary>
    /// <exception cref="ArgumentException">Some are outside their range.</exception>
    internal LobstrClientOptions Validate(string parameter)
    {
        string problems = string.Join(" ", Problems());
        return problems.Length == 0
            ? this with { BaseAddress = BaseAddress.AbsolutePath.EndsWith('/') ? BaseAddress : new Uri(BaseAddress.AbsoluteUri + "/") }
            : throw new ArgumentException(problems, parameter);
    }

    /// <summary>What is wrong, by the name of the option: the rest of a sentence that begins with it.</summary>
    internal IEnumerable<(string Option, string Problem)> ProblemsByOption() => new (string Option, string? Problem)[]
    {
        (nameof(ApiKey), ProblemOfKey()),
        (nameof(BaseAddress), ProblemOfBaseAddress()),
        (nameof(Scheduler), ProblemOfScheduler()),
        (nameof(RequestTimeout), ProblemOf(RequestTimeout)),
        (nameof(TaskRequestsPerMinute), ProblemOf(TaskRequestsPerMinute)),
        (nameof(RunRequestsPerMinute), ProblemOf(RunRequestsPerMinute)),
        (nameof(SquidRequestsPerMinute), ProblemOf(SquidRequestsPerMinute)),
        (nameof(RunTaskRequestsPerMinute), ProblemOf(RunTaskRequestsPerMinute)),
        (nameof(ResultRequestsPerSecond), ProblemOf(ResultRequestsPerSecond)),
        (nameof(MaxConcurrentRequests), ProblemOf(MaxConcurrentRequests)),
        (nameof(ExportTimeout), ProblemOf(ExportTimeout)),
        (nameof(LongestPause), ProblemOf(LongestPause)),
        (nameof(SharedBudget), ProblemOfSharedBudget()),
        (nameof(Retry), Retry is null ? $"is null; to retry nothing say {nameof(RetryPolicy)}.{nameof(RetryPolicy.None)}" : null),
        (nameof(Name), Name is not null && string.IsNullOrWhiteSpace(Name) ? "is blank; leave it null, or name the account" : null),
    }.Where(each => each.Problem is not null).Select(each => (each.Option, each.Problem!));

    private IEnumerable<string> Problems() => ProblemsByOption()
        .Select(each => $"{nameof(LobstrClientOptions)}.{each.Option} {each.Problem}.")
        .Concat(Retry?.Problem is { } problem ? [$"{nameof(LobstrClientOptions)}.{nameof(Retry)}: {problem}"] : []);

    private static string? ProblemOf(int? count) => count < 1 ? $"is {count}; it must be 1 or more" : null;

    private static string? ProblemOf(TimeSpan span) => span <= TimeSpan.Zero ? $"is {span:c}; it must be more than zero" : null;

    private string? ProblemOfKey() =>
        string.IsNullOrEmpty(ApiKey) ? "is missing; it is the key of your lobstr.io account"
        : ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~') ? "has a character that is not printable ASCII, or a space; pass the key alone, without the word 'Token'"
        : null;

    private string? ProblemOfSharedBudget() =>
        SharedBudget is { FallbackShare: not (> 0 and <= 1) and double share }
            ? FormattableString.Invariant($"says that its {nameof(ISharedBudget.FallbackShare)} is {share}; it must be more than 0 and at most 1")
            : null;

    private string? ProblemOfScheduler() => Scheduler switch
    {
        null => "is null",
        ImmediateScheduler or CurrentThreadScheduler => $"is a {Scheduler.GetType().Name}, which blocks whoever subscribes until the work is done; use {nameof(DefaultScheduler)}.{nameof(DefaultScheduler.Instance)}, or another one that works on threads of its own or in virtual time",
        _ => null,
    };

    private string? ProblemOfBaseAddress() =>
        BaseAddress is not { IsAbsoluteUri: true, Scheme: "https" or "http" } address ? "must be an absolute https address"
        : address.Scheme is "http" && !address.IsLoopback ? $"is {address.Scheme}://{address.Authority}; the API key goes over plain http to a loopback host only, so use https"
        : address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0 ? "must have no user info, query or fragment"
        : null;
}
