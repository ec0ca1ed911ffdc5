using System.Reactive.Linq;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Shows tracked uploads, and has the runs of their squids shown.</summary>
internal sealed partial class UploadBoard(
    IUploadTracker tracker,
    OutgoingFiles files,
    RunBoard runs,
    Feed feed,
    TimeProvider time,
    IOptions<DashboardOptions> options,
    ILogger<UploadBoard> logger) : BackgroundService
{
    /// <summary>Shows what is tracked before the first browser is answered: after a start of the program no row is to vanish from an open page.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (TrackedUpload upload in tracker.Uploads)
            Show(upload);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using IDisposable changes = tracker.Changes.Subscribe(OnChanged, error => LogNotShown(logger, error));
        using IDisposable progress = files.Progress.Subscribe(OnProgress, error => LogNotShown(logger, error));
        using IDisposable started = runs.SquidChanged.Subscribe(OnRunChanged, error => LogNotShown(logger, error));
        using var timer = new PeriodicTimer(options.Value.BudgetInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            RemoveForgotten();
    }

    private void OnChanged(TrackedUpload upload)
    {
        if (upload.SquidId is { } squid)
            runs.Discover(squid, OldestOf(squid) ?? upload.CreatedAt);
        Show(upload);
    }

    private void OnProgress(string sendId)
    {
        if (tracker.Uploads.FirstOrDefault(upload => UploadLabel.Parse(upload.Label).SendId == sendId) is { } sending)
            Show(sending);
    }

    private void OnRunChanged(string squid)
    {
        foreach (TrackedUpload upload in tracker.Uploads.Where(upload => upload.SquidId == squid))
            Show(upload);
    }

    private DateTimeOffset? OldestOf(string squid) =>
        tracker.Uploads.Where(upload => upload.SquidId == squid).Select(upload => (DateTimeOffset?)upload.CreatedAt).Min();

    private void Show(TrackedUpload upload)
    {
        OutgoingFile? file = files.Find(UploadLabel.Parse(upload.Label).SendId);
        Run? run = upload.State is TrackedUploadState.Succeeded ? runs.FindFor(upload) : null;
        feed.Publish(FeedKind.Upload, upload.TrackingId, UploadView.Of(upload, file, run));
    }

    // Forgotten by somebody, or after its time: no change tells of either.
    private void RemoveForgotten()
    {
        HashSet<string> tracked = [.. tracker.Uploads.Select(upload => upload.TrackingId)];
        foreach (string trackingId in feed.KeysOf(FeedKind.Upload).Where(key => !tracked.Contains(key)))
            feed.Remove(FeedKind.Upload, trackingId);
    }

    [LoggerMessage(1, LogLevel.Error, "Changes of uploads are shown no more.")]
    private static partial void LogNotShown(ILogger logger, Exception error);
}
