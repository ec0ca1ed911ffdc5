using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>What the services of one account share: its settings as they were read, its client, and what follows its events.</summary>
internal sealed class Account : IDisposable
{
    private readonly LobstrClient _client;

    private Account(string name, LobstrHostingOptions options, LobstrClient client, ILoggerFactory loggers)
    {
        _client = client;
        Name = name;
        Options = options;
        Client = new AccountClient(client, options);
        Health = new ClientHealth(client, options);
        client.Events.Subscribe(Health);
        client.Events.Subscribe(new EventLog(loggers.CreateLogger(EventLog.Category), options.Name));
    }

    /// <summary>The key of its services; empty for the one without a key.</summary>
    public string Name { get; }

    /// <summary>Its settings, checked, as they were when its first service was made.</summary>
    public LobstrHostingOptions Options { get; }

    /// <summary>Its client, which watches as the settings say.</summary>
    public ILobstrClient Client { get; }

    /// <summary>How its client fares.</summary>
    public ClientHealth Health { get; }

    public static Account Create(IServiceProvider services, string name)
    {
        LobstrHostingOptions options = services.GetRequiredService<IOptionsMonitor<LobstrHostingOptions>>().Get(name);
        HttpClient http = services.GetRequiredService<IHttpClientFactory>().CreateClient(AccountHttp.NameOf(name));
        ILoggerFactory loggers = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        return new Account(name, options, new LobstrClient(http, options.ToClientOptions()), loggers);
    }

    public void Dispose() => _client.Dispose();
}
