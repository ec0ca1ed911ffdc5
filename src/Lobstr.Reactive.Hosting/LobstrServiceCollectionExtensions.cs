using Lobstr.Reactive;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers accounts of lobstr.io.</summary>
/// <remarks>
/// <para>
/// Each account has <see cref="ILobstrClient"/>, <see cref="IUploads"/>, <see cref="IRuns"/> and <see cref="ISquids"/> as singletons, made
/// when the first of them is wanted and disposed with the container, which ends all watches with <see cref="ObjectDisposedException"/>.
/// </para>
/// <para>
/// The settings are <see cref="LobstrHostingOptions"/>, by the name of the account. They are checked when the host starts, and are read
/// once: a value that cannot be read or is outside its range ends the start with an <c>OptionsValidationException</c>, which names the
/// key in the configuration (<c>Lobstr:RequestTimeout</c>) and never repeats the API key.
/// </para>
/// <para>
/// Requests are sent with an HttpClient of IHttpClientFactory that follows no redirect and keeps no cookies. What the program gives to all
/// clients (<c>ConfigureHttpClientDefaults</c>: resilience, loggers) does not reach this one, for the library retries, waits and logs by
/// itself, within the request budget; see <see cref="LobstrBuilderExtensions.ConfigureHttpClientBuilder"/>.
/// </para>
/// </remarks>
public static class LobstrServiceCollectionExtensions
{
    /// <summary>
    /// Registers the account of a program that has one: settings from the section <c>Lobstr</c> of its configuration, and the key, where it
    /// is not there, from <c>LOBSTR_TOKEN</c>, else <c>LOBSTR_API_KEY</c>.
    /// </summary>
    /// <param name="services">Where.</param>
    /// <returns>The account, to be configured further.</returns>
    public static ILobstrBuilder AddLobstr(this IServiceCollection services) =>
        AccountRegistration.Add(services, name: "", section: null, configure: null);

    /// <summary>Registers the account of a program that has one, with settings of another section than <c>Lobstr</c>.</summary>
    /// <param name="services">Where.</param>
    /// <param name="section">The section. The key may still come from the environment.</param>
    /// <returns>The account, to be configured further.</returns>
    public static ILobstrBuilder AddLobstr(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return AccountRegistration.Add(services, name: "", section, configure: null);
    }

    /// <summary>Registers the account of a program that has one, with settings in code, which win over those of the section <c>Lobstr</c>.</summary>
    /// <param name="services">Where.</param>
    /// <param name="configure">Sets them. Called once, after the configuration has been read.</param>
    /// <returns>The account, to be configured further.</returns>
    public static ILobstrBuilder AddLobstr(this IServiceCollection services, Action<LobstrHostingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AccountRegistration.Add(services, name: "", section: null, configure);
    }

    /// <summary>
    /// Registers one of several accounts: its services are keyed by its name. Settings from the section <c>Lobstr:{name}</c>; the key is
    /// never taken from the environment, for that is another account's.
    /// </summary>
    /// <param name="services">Where.</param>
    /// <param name="name">The account; not blank.</param>
    /// <returns>The account, to be configured further.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static ILobstrBuilder AddKeyedLobstr(this IServiceCollection services, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return AccountRegistration.Add(services, name, section: null, configure: null);
    }

    /// <summary>Registers one of several accounts, with settings of another section than <c>Lobstr:{name}</c>.</summary>
    /// <param name="services">Where.</param>
    /// <param name="name">The account; not blank.</param>
    /// <param name="section">The section. The key is never taken from the environment.</param>
    /// <returns>The account, to be configured further.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static ILobstrBuilder AddKeyedLobstr(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(section);
        return AccountRegistration.Add(services, name, section, configure: null);
    }

    /// <summary>Registers one of several accounts, with settings in code, which win over those of the section <c>Lobstr:{name}</c>.</summary>
    /// <param name="services">Where.</param>
    /// <param name="name">The account; not blank.</param>
    /// <param name="configure">Sets them. Called once, after the configuration has been read.</param>
    /// <returns>The account, to be configured further.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static ILobstrBuilder AddKeyedLobstr(this IServiceCollection services, string name, Action<LobstrHostingOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        return AccountRegistration.Add(services, name, section: null, configure);
    }
}
