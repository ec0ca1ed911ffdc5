using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Tells browsers once what they cannot know: whether the service is simulated, and how large a file may be.</summary>
internal sealed class ServerNote(Feed feed, DashboardMode mode, IOptions<DashboardOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Publish(FeedKind.Server, "", new { mode.IsDemo, options.Value.MaxFileBytes });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
