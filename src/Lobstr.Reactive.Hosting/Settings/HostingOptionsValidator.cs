using System.Reactive.Concurrency;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>What is wrong with the settings of one account: all of it at once, each by its key in the configuration, none with the API key.</summary>
/// <param name="account">The account.</param>
/// <param name="path">The key of the section.</param>
internal sealed class HostingOptionsValidator(string account, string path) : IValidateOptions<LobstrHostingOptions>
{
    public ValidateOptionsResult Validate(string? name, LobstrHostingOptions options)
    {
        if (name != account)
            return ValidateOptionsResult.Skip;
        string[] problems = [.. options.Unreadable, .. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(LobstrHostingOptions options)
    {
        string?[] all =
        [
            About(nameof(options.ApiKey), ProblemOfKey(options.ApiKey)),
            About(nameof(options.BaseAddress), ProblemOfAddress(options.BaseAddress)),
            About(nameof(options.Scheduler), ProblemOfScheduler(options.Scheduler)),
            About(nameof(options.RequestTimeout), SettingRules.MoreThanZero(options.RequestTimeout)),
            About(nameof(options.TaskRequestsPerMinute), SettingRules.OneOrMore(options.TaskRequestsPerMinute)),
            About(nameof(options.RunRequestsPerMinute), SettingRules.OneOrMore(options.RunRequestsPerMinute)),
            About(nameof(options.SquidRequestsPerMinute), SettingRules.OneOrMore(options.SquidRequestsPerMinute)),
            About(nameof(options.RunTaskRequestsPerMinute), SettingRules.OneOrMore(options.RunTaskRequestsPerMinute)),
            About(nameof(options.ResultRequestsPerSecond), SettingRules.OneOrMore(options.ResultRequestsPerSecond)),
            About(nameof(options.MaxConcurrentRequests), SettingRules.OneOrMore(options.MaxConcurrentRequests)),
            About(nameof(options.ExportTimeout), SettingRules.MoreThanZero(options.ExportTimeout)),
            About(nameof(options.LongestPause), SettingRules.MoreThanZero(options.LongestPause)),
            About(nameof(options.Name), options.Name is not null && string.IsNullOrWhiteSpace(options.Name) ? "is blank; leave it out, or name the account" : null),
        ];
        return all
            .Concat(ProblemsOf(nameof(options.Retry), options.Retry, SettingRules.Problems))
            .Concat(ProblemsOf(nameof(options.UploadWatch), options.UploadWatch, watch => SettingRules.Problems(watch, WatchIntervals.Upload)))
            .Concat(ProblemsOf(nameof(options.RunWatch), options.RunWatch, watch => SettingRules.Problems(watch, WatchIntervals.Run)))
            .OfType<string>();
    }

    private IEnumerable<string?> ProblemsOf<T>(string section, T? options, Func<T, IEnumerable<(string Name, string? Problem)>> rules)
        where T : class =>
        options is null ? [About(section, "is null")] : rules(options).Select(rule => About($"{section}:{rule.Name}", rule.Problem));

    private string? About(string setting, string? problem) =>
        problem is null ? null : $"{(path.Length == 0 ? setting : $"{path}:{setting}")} {problem}.";

    private string? ProblemOfKey(string? key) =>
        string.IsNullOrWhiteSpace(key) ? "is missing; it is the key of your lobstr.io account" + (account.Length == 0 ? ", and can be in LOBSTR_TOKEN or LOBSTR_API_KEY, too" : "")
        : key.AsSpan().ContainsAnyExceptInRange('!', '~') ? "has a character that is not printable ASCII, or a space; it is the key alone, without the word 'Token'"
        : null;

    private static string? ProblemOfScheduler(IScheduler? scheduler) => scheduler switch
    {
        null => "is null",
        ImmediateScheduler or CurrentThreadScheduler => $"is a {scheduler.GetType().Name}, which blocks whoever subscribes until the work is done",
        _ => null,
    };

    // An address may have a secret in it: no more than its host is repeated.
    private static string? ProblemOfAddress(Uri? address) =>
        address is not { IsAbsoluteUri: true, Scheme: "https" or "http" } ? "must be an absolute https address"
        : address.Scheme is "http" && !address.IsLoopback ? $"is http://{address.Authority}; the API key goes over plain http to a loopback host only, so use https"
        : address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0 ? "must have no user info, query or fragment"
        : null;
}
