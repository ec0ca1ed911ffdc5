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

    private IEnumerable<string> Problems() => new[]
    {
        About(nameof(ApiKey), ProblemOfKey()),
        About(nameof(BaseAddress), ProblemOfBaseAddress()),
        About(nameof(Scheduler), ProblemOfScheduler()),
        About(nameof(RequestTimeout), ProblemOf(RequestTimeout)),
        About(nameof(TaskRequestsPerMinute), ProblemOf(TaskRequestsPerMinute)),
        About(nameof(RunRequestsPerMinute), ProblemOf(RunRequestsPerMinute)),
        About(nameof(SquidRequestsPerMinute), ProblemOf(SquidRequestsPerMinute)),
        About(nameof(RunTaskRequestsPerMinute), ProblemOf(RunTaskRequestsPerMinute)),
        About(nameof(ResultRequestsPerSecond), ProblemOf(ResultRequestsPerSecond)),
        About(nameof(MaxConcurrentRequests), ProblemOf(MaxConcurrentRequests)),
        About(nameof(ExportTimeout), ProblemOf(ExportTimeout)),
        About(nameof(LongestPause), ProblemOf(LongestPause)),
        About(nameof(Retry), Retry is null ? $"is null; to retry nothing say {nameof(RetryPolicy)}.{nameof(RetryPolicy.None)}" : null),
        Retry?.Problem is { } problem ? $"{nameof(LobstrClientOptions)}.{nameof(Retry)}: {problem}" : null,
        About(nameof(Name), Name is not null && string.IsNullOrWhiteSpace(Name) ? "is blank; leave it null, or name the account" : null),
    }.OfType<string>();

    private static string? About(string property, string? problem) =>
        problem is null ? null : $"{nameof(LobstrClientOptions)}.{property} {problem}.";

    private static string? ProblemOf(int? count) => count < 1 ? $"is {count}; it must be 1 or more" : null;

    private static string? ProblemOf(TimeSpan span) => span <= TimeSpan.Zero ? $"is {span:c}; it must be more than zero" : null;

    private string? ProblemOfKey() =>
        string.IsNullOrEmpty(ApiKey) ? "is missing; it is the key of your lobstr.io account"
        : ApiKey.AsSpan().ContainsAnyExceptInRange('!', '~') ? "has a character that is not printable ASCII, or a space; pass the key alone, without the word 'Token'"
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
