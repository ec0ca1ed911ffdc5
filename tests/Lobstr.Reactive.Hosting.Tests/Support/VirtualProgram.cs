using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A program with accounts of the simulated service, in virtual time. Made when its first service is wanted.</summary>
internal sealed class VirtualProgram : IDisposable
{
    private readonly Lazy<ServiceProvider> _provider;
    private readonly ConfigurationBuilder _configuration = new();

    public VirtualProgram(LobstrSimulatorOptions? options = null)
    {
        Simulator = new LobstrSimulator(Clock, options);
        Services.AddSingleton<IConfiguration>(_ => _configuration.Build());
        _provider = new Lazy<ServiceProvider>(() => Services.BuildServiceProvider(validateScopes: true));
    }

    public HistoricalScheduler Clock { get; } = new(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));

    public LobstrSimulator Simulator { get; }

    public ServiceCollection Services { get; } = [];

    public IServiceProvider Provider => _provider.Value;

    public ILobstrClient Client => Provider.GetRequiredService<ILobstrClient>();

    /// <summary>Settings as a file or the environment would have them.</summary>
    public VirtualProgram With(params (string Key, string? Value)[] settings)
    {
        _configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        return this;
    }

    /// <summary>Adds the account without a name, with the simulator's key and clock, sent to the simulator.</summary>
    public ILobstrBuilder AddLobstr(Action<LobstrHostingOptions>? configure = null) => Attach(Services.AddLobstr(options =>
    {
        Settle(options);
        configure?.Invoke(options);
    }));

    /// <summary>The same with a name.</summary>
    public ILobstrBuilder AddKeyedLobstr(string name, Action<LobstrHostingOptions>? configure = null) => Attach(Services.AddKeyedLobstr(name, options =>
    {
        Settle(options);
        configure?.Invoke(options);
    }));

    /// <summary>Has an account's requests answered by the simulator.</summary>
    public ILobstrBuilder Attach(ILobstrBuilder builder) =>
        builder.ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(Simulator.CreateHandler));

    public void Advance(double seconds) => Clock.AdvanceBy(TimeSpan.FromSeconds(seconds));

    public void Dispose()
    {
        if (_provider.IsValueCreated)
            _provider.Value.Dispose();
    }

    private void Settle(LobstrHostingOptions options)
    {
        options.ApiKey = Simulator.ApiKey;
        options.Scheduler = Clock;
    }
}
