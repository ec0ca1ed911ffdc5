using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Samples.Worker;

/// <summary>
/// Sends each file that appears in a folder, one after another: a squid has one run at a time, and the run of one file must not begin
/// before the tasks of the next arrive.
/// </summary>
internal sealed partial class InboxService(IUploadTracker tracker, IOptions<WorkerOptions> options, ILogger<InboxService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Directory.CreateDirectory(options.Value.Sent);
        LogWatching(logger, Path.GetFullPath(options.Value.Folder));
        using var timer = new PeriodicTimer(Interval);
        do
        {
            foreach (string path in Directory.EnumerateFiles(options.Value.Folder, "*.csv").Order(StringComparer.Ordinal))
                await SendAsync(path, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SendAsync(string path, CancellationToken stoppingToken)
    {
        // The name and the time of a file say which it is, also after a restart: what is tracked under that label is not sent again.
        string label = $"{Path.GetFileName(path)} {File.GetLastWriteTimeUtc(path):O}";
        TrackedUpload upload;
        try
        {
            upload = tracker.Uploads.FirstOrDefault(known => known.Label == label)
                ?? await tracker.SendAsync(options.Value.Squid, TaskFile.FromPath(path), label, stoppingToken);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            // Still being written, or empty, or the store is full: nothing was sent, and the next look tries again.
            LogNotSent(logger, path, error.Message);
            return;
        }
        File.Move(path, Path.Combine(options.Value.Sent, $"{upload.TrackingId} {Path.GetFileName(path)}"), overwrite: true);
        // Until its run is started, or somebody was told that there is none.
        await tracker.Changes.FirstAsync(changed => changed.TrackingId == upload.TrackingId && changed.IsHandled).ToTask(stoppingToken);
    }

    [LoggerMessage(1, LogLevel.Information, "Waiting for CSV files in {Folder}")]
    private static partial void LogWatching(ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Warning, "{Path} was not sent: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string path, string reason);
}
