using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>The sources of the settings of one account, before any code: the environment's key, then a section of the configuration.</summary>
/// <param name="account">The account.</param>
/// <param name="section">The section; null: that of the account's name in the program's configuration, if it has one.</param>
/// <param name="services">Where the program's configuration is.</param>
internal sealed class HostingOptionsSource(string account, IConfiguration? section, IServiceProvider services)
    : IConfigureNamedOptions<LobstrHostingOptions>
{
    private const string Root = "Lobstr";
    private const string FirstVariable = "LOBSTR_TOKEN";
    private const string SecondVariable = "LOBSTR_API_KEY";

    /// <summary>The key that a setting of an account has in the configuration, but for its own name.</summary>
    public static string PathOf(string account, IConfiguration? section) =>
        section is IConfigurationSection { Path: var path } ? path : section is not null ? "" : account.Length == 0 ? Root : $"{Root}:{account}";

    public void Configure(LobstrHostingOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, LobstrHostingOptions options)
    {
        if (name != account)
            return;
        if (account.Length == 0)
            options.ApiKey ??= Variable(FirstVariable) ?? Variable(SecondVariable);
        else
            options.Name ??= account;
        if ((section ?? services.GetService<IConfiguration>()?.GetSection(PathOf(account, section: null))) is { } settings)
            HostingOptionsReader.Read(settings, options);
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
