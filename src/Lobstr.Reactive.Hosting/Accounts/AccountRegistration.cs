using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>Registers what belongs to one account.</summary>
internal static class AccountRegistration
{
    /// <param name="services">Where.</param>
    /// <param name="name">The account; empty: the one without a key.</param>
    /// <param name="section">Where its settings are; null: in the section of its name.</param>
    /// <param name="configure">What the program says about them; null: nothing.</param>
    public static ILobstrBuilder Add(IServiceCollection services, string name, IConfiguration? section, Action<LobstrHostingOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<LobstrHostingOptions> options = services.AddOptions<LobstrHostingOptions>(name);
        bool isNew = !services.Any(service => service.ServiceType == typeof(Account) && Equals(service.ServiceKey, name));
        // Said twice, it is one account whose settings are the later ones.
        if (isNew || section is not null)
            services.AddSingleton<IConfigureOptions<LobstrHostingOptions>>(provider => new HostingOptionsSource(name, section, provider));
        if (configure is not null)
            options.Configure(configure);
        var builder = new LobstrBuilder(name, services);
        if (!isNew)
            return builder;
        services.AddSingleton<IValidateOptions<LobstrHostingOptions>>(new HostingOptionsValidator(name, HostingOptionsSource.PathOf(name, section)));
        options.ValidateOnStart();
        AccountHttp.Add(builder);
        services.AddKeyedSingleton(name, static (provider, key) => Account.Create(provider, (string)key!));
        AddParts(services, name);
        return builder;
    }

    // The account owns its client and disposes it; these are views of it.
    private static void AddParts(IServiceCollection services, string name)
    {
        Add(account => account.Client);
        Add(account => account.Client.Uploads);
        Add(account => account.Client.Runs);
        Add(account => account.Client.Squids);

        void Add<T>(Func<Account, T> part)
            where T : class
        {
            if (name.Length == 0)
                services.AddSingleton(provider => part(provider.GetRequiredKeyedService<Account>(name)));
            else
                services.AddKeyedSingleton(name, (provider, _) => part(provider.GetRequiredKeyedService<Account>(name)));
        }
    }
}
