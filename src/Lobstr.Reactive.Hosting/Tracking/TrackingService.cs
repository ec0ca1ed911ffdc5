using Microsoft.Extensions.Hosting;

namespace Lobstr.Reactive.Hosting;

/// <summary>Starts and stops a tracker with the host.</summary>
internal sealed class TrackingService(UploadTracker tracker) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => tracker.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => tracker.StopAsync(cancellationToken);
}
