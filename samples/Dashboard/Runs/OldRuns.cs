using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Takes runs that ended long ago from the page, and what is known of things that have left it: a server that runs for years must not grow.</summary>
internal sealed class OldRuns(RunBoard board, IUploadTracker tracker, Feed feed, TimeProvider time, IOptions<DashboardOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.BudgetInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Remove();
    }

    private void Remove()
    {
        // Taken first: what is asked for from here on stays.
        IReadOnlyList<string> asked = feed.KeysOf(FeedKind.Asked);
        IReadOnlyCollection<TrackedUpload> uploads = tracker.Uploads;
        HashSet<string> ofUploads = [.. uploads.Select(board.FindFor).OfType<Run>().Select(run => run.Id)];
        DateTimeOffset oldest = time.GetUtcNow() - options.Value.RunRetention;
        foreach (Run run in board.Runs.Where(run => run.IsFinal && (run.EndedAt ?? run.CreatedAt) < oldest && !ofUploads.Contains(run.Id)))
            board.Remove(run.Id);

        HashSet<string> shown = [.. uploads.Select(upload => upload.UploadTaskId).OfType<string>(), .. board.Runs.Select(run => run.Id)];
        foreach (string id in asked.Where(id => !shown.Contains(id)))
            feed.Remove(FeedKind.Asked, id);
    }
}
