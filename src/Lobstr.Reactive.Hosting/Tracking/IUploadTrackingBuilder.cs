using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Hosting;

/// <summary>How the uploads of an account are tracked: what <c>TrackUploads</c> configures.</summary>
public interface IUploadTrackingBuilder
{
    /// <summary>The name of the account, which is its name in the store, too; empty for <c>AddLobstr</c>.</summary>
    string Name { get; }

    /// <summary>The services that it is registered among.</summary>
    IServiceCollection Services { get; }

    /// <summary>Keeps the uploads in this store; default: an <see cref="InMemoryUploadStore"/>. The last call wins.</summary>
    /// <param name="create">Makes the store, once; what it makes is disposed with the services, if it can be.</param>
    /// <returns>This builder.</returns>
    IUploadTrackingBuilder UseStore(Func<IServiceProvider, IUploadStore> create);

    /// <summary>Says how uploads are tracked; the same as <c>Services.Configure</c> with the name of the account.</summary>
    /// <param name="configure">Sets options. Those outside their range keep the host from starting.</param>
    /// <returns>This builder.</returns>
    IUploadTrackingBuilder Configure(Action<UploadTrackingOptions> configure);
}
