using System.Diagnostics.CodeAnalysis;
using Lobstr.Reactive;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the tracking of uploads.</summary>
public static class LobstrUploadTrackingExtensions
{
    /// <summary>
    /// Tracks uploads: adds an <see cref="IUploadTracker"/> for the account (a keyed one, if the account has a name), which the host starts
    /// and stops. What has ended is handled by nobody; look on with <see cref="IUploadTracker.Changes"/>.
    /// </summary>
    /// <param name="builder">The account.</param>
    /// <param name="configure">Says where they are kept and how they are tracked; default: in memory.</param>
    /// <returns>The account.</returns>
    /// <remarks>Called again for an account, it configures further.</remarks>
    public static ILobstrBuilder TrackUploads(this ILobstrBuilder builder, Action<IUploadTrackingBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        UploadTrackingBuilder tracking = BuilderOf(builder);
        configure?.Invoke(tracking);
        return builder;
    }

    /// <summary>As <see cref="TrackUploads(ILobstrBuilder, Action{IUploadTrackingBuilder}?)"/>, with a handler of what has ended.</summary>
    /// <typeparam name="THandler">
    /// The handler; made anew in a DI scope of its own for each call, unless it is registered otherwise before.
    /// </typeparam>
    /// <param name="builder">The account.</param>
    /// <param name="configure">Says where they are kept and how they are tracked; default: in memory.</param>
    /// <returns>The account.</returns>
    /// <remarks>Called again for an account, the last handler counts.</remarks>
    public static ILobstrBuilder TrackUploads<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this ILobstrBuilder builder, Action<IUploadTrackingBuilder>? configure = null)
        where THandler : class, IUploadHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<THandler>();
        UploadTrackingBuilder tracking = BuilderOf(builder);
        tracking.GetHandler = static services => services.GetRequiredService<THandler>();
        configure?.Invoke(tracking);
        return builder;
    }

    private static UploadTrackingBuilder BuilderOf(ILobstrBuilder account)
    {
        (string name, IServiceCollection services) = (account.Name, account.Services);
        ServiceDescriptor? known = services.FirstOrDefault(service =>
            service.ServiceType == typeof(UploadTrackingBuilder) && Equals(service.ServiceKey, name));
        if (known is not null)
            return (UploadTrackingBuilder)known.KeyedImplementationInstance!;
        var builder = new UploadTrackingBuilder(name, services);
        services.AddKeyedSingleton(name, builder);
        services.AddOptions<UploadTrackingOptions>(name).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UploadTrackingOptions>, UploadTrackingOptionsValidator>());
        services.AddKeyedSingleton<IUploadStore>(name, (provider, _) => builder.CreateStore(provider));
        services.AddKeyedSingleton(name, (provider, _) => TrackerFactory.Create(provider, builder));
        services.AddKeyedSingleton<IHealthSource>(name, (provider, _) => new TrackingHealthSource(TrackerOf(provider)));
        services.AddSingleton<IHostedService>(provider => new TrackingService(TrackerOf(provider)));
        if (name.Length == 0)
            services.AddSingleton<IUploadTracker>(TrackerOf);
        else
            services.AddKeyedSingleton<IUploadTracker>(name, (provider, _) => TrackerOf(provider));
        return builder;

        UploadTracker TrackerOf(IServiceProvider provider) => provider.GetRequiredKeyedService<UploadTracker>(name);
    }
}
