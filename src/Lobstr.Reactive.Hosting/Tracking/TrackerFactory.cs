using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>Makes the tracker of an account of what is registered.</summary>
internal static class TrackerFactory
{
    // A service may take a moment to learn of an upload that it has just taken.
    private static readonly TimeSpan GraceAfterSending = TimeSpan.FromSeconds(30);

    public static UploadTracker Create(IServiceProvider services, UploadTrackingBuilder builder)
    {
        Account account = services.GetRequiredKeyedService<Account>(builder.Name);
        UploadTrackingOptions options = services.GetRequiredService<IOptionsMonitor<UploadTrackingOptions>>().Get(builder.Name);
        WatchOptions watch = options.Watch ?? account.Options.UploadWatch.ToWatchOptions(WatchIntervals.Upload);
        TimeSpan grace = Clock.Max(watch.NotFoundGrace, GraceAfterSending);
        // A watch that ended before the grace is over would be followed by one with a grace of its own, for ever.
        watch = watch with { NotFoundGrace = grace, Timeout = watch.Timeout is { } timeout ? Clock.Max(timeout, Clock.AddSaturating(grace, GraceAfterSending)) : null };
        ILoggerFactory loggers = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        return new UploadTracker(
            account.Client.Uploads,
            account.Options.Scheduler,
            services.GetRequiredKeyedService<IUploadStore>(builder.Name),
            builder.Name,
            options.Snapshot(watch),
            builder.GetHandler is { } handler ? CallOf(services.GetRequiredService<IServiceScopeFactory>(), handler) : null,
            new ScopedLogger(loggers.CreateLogger(EventLog.Category), new LogScope(account.Options.Name)));
    }

    // A scope of its own for each call, as for a web request.
    private static HandlerCall CallOf(IServiceScopeFactory scopes, Func<IServiceProvider, IUploadHandler> getHandler) =>
        async (upload, cancellationToken) =>
        {
            AsyncServiceScope scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                IUploadHandler handler = getHandler(scope.ServiceProvider);
                Task handling = upload.State is TrackedUploadState.Succeeded
                    ? handler.OnSucceededAsync(upload, cancellationToken)
                    : handler.OnFailedAsync(upload, cancellationToken);
                await handling.ConfigureAwait(false);
            }
        };
}
