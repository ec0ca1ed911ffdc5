using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Hosting;

/// <summary>What was said about the tracking of an account's uploads.</summary>
internal sealed class UploadTrackingBuilder(string name, IServiceCollection services) : IUploadTrackingBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;

    public Func<IServiceProvider, IUploadStore> CreateStore { get; private set; } = static _ => new InMemoryUploadStore();

    /// <summary>Finds the handler in a scope; null: there is none.</summary>
    public Func<IServiceProvider, IUploadHandler>? GetHandler { get; set; }

    public IUploadTrackingBuilder UseStore(Func<IServiceProvider, IUploadStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        CreateStore = create;
        return this;
    }

    public IUploadTrackingBuilder Configure(Action<UploadTrackingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(name, configure);
        return this;
    }
}
