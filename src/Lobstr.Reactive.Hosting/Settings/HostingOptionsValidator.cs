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

    // Of the retries the settings are told apart.
    private IEnumerable<string> Problems(LobstrHostingOptions options) => options.ToClientOptions().ProblemsByOption()
        .Where(each => each.Option != nameof(options.Retry))
        .Select(each => About(each.Option, each.Problem + HintFor(each.Option, options)))
        .Concat(ProblemsOf(nameof(options.Retry), options.Retry, SettingRules.Problems))
        .Concat(ProblemsOf(nameof(options.UploadWatch), options.UploadWatch, watch => SettingRules.Problems(watch, WatchIntervals.Upload)))
        .Concat(ProblemsOf(nameof(options.RunWatch), options.RunWatch, watch => SettingRules.Problems(watch, WatchIntervals.Run)))
        .OfType<string>();

    private string HintFor(string option, LobstrHostingOptions options) =>
        option == nameof(options.ApiKey) && string.IsNullOrEmpty(options.ApiKey) && account.Length == 0 ? ", and can be in LOBSTR_TOKEN or LOBSTR_API_KEY, too" : "";

    private IEnumerable<string?> ProblemsOf<T>(string section, T? options, Func<T, IEnumerable<(string Name, string? Problem)>> rules)
        where T : class =>
        options is null ? [About(section, "is null")] : rules(options).Select(rule => About($"{section}:{rule.Name}", rule.Problem));

    private string? About(string setting, string? problem) =>
        problem is null ? null : $"{(path.Length == 0 ? setting : $"{path}:{setting}")} {problem}.";
}
