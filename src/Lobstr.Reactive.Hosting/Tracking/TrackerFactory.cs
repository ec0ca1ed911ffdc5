using System.Reactive.Concurrency;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>Makes the tracker of an account of what is registered.</summary>
internal static class TrackerFactory
{
    // A service may take a moment to learn of an upload that it has just taken.
    private static readonly TimeSpan GraceAfterSending = TimeSpan.FromSeconds(30);

    public static UploadTracker Create(IServiceProvider services, UploadTrackingBuilder builder, IScheduler scheduler, WatchOptions accountWatch)
    {
        UploadTrackingOptions options = services.GetRequiredService<IOptionsMonitor<UploadTrackingOptions>>().Get(builder.Name);
        WatchOptions watch = options.Watch ?? accountWatch;
        watch = watch with { NotFoundGrace = Clock.Max(watch.NotFoundGrace, GraceAfterSending) };
        IUploads uploads = builder.Name.Length == 0
            ? services.GetRequiredService<IUploads>()
            : services.GetRequiredKeyedService<IUploads>(builder.Name);
        return new UploadTracker(
            uploads,
            scheduler,
            services.GetRequiredKeyedService<IUploadStore>(builder.Name),
            builder.Name,
            options.Snapshot(watch),
            builder.HandlerType is { } handler ? HandlerOf(services, handler) : null,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Lobstr.Reactive"));
    }

    private static HandlerCall HandlerOf(IServiceProvider services, Type type)
    {
        IServiceScopeFactory scopes = services.GetRequiredService<IServiceScopeFactory>();
        return async (upload, cancellationToken) =>
        {
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var handler = (IUploadHandler)scope.ServiceProvider.GetRequiredService(type);
                Task handling = upload.State is TrackedUploadState.Succeeded
                    ? handler.OnSucceededAsync(upload, cancellationToken)
                    : handler.OnFailedAsync(upload, cancellationToken);
                await handling.ConfigureAwait(false);
            }
        };
    }
}
