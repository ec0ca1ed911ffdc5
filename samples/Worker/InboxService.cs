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
internal sealed partial class InboxService(IUploadTracker tracker, IRuns runs, IOptions<WorkerOptions> options, ILogger<InboxService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        WorkerOptions worker = options.Value;
        Directory.CreateDirectory(worker.Sent);
        Directory.CreateDirectory(worker.Rejected);
        LogWatching(logger, Path.GetFullPath(worker.Folder));
        var inbox = new Inbox(worker.Folder);
        using var timer = new PeriodicTimer(worker.Interval);
        do
        {
            foreach (FileInfo file in inbox.FindComplete())
                await SendAsync(file, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SendAsync(FileInfo file, CancellationToken stoppingToken)
    {
        try
        {
            // Those of before a restart, too.
            await WhenAllAreHandledAsync(stoppingToken);
            TrackedUpload upload = FindTracked(file) ?? await TrackAsync(file, stoppingToken);
            string folder = upload.State is TrackedUploadState.Rejected ? options.Value.Rejected : options.Value.Sent;
            file.MoveTo(Path.Combine(folder, file.Name), overwrite: true);
            await WhenAllAreHandledAsync(stoppingToken);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException or LobstrException or TimeoutException)
        {
            // Locked, or empty, or the store is full, or the service is down: nothing was sent, and the next look tries again.
            LogNotSent(logger, file.Name, error.Message);
        }
    }

    // What is tracked already is not sent again, unless the service has not taken it.
    private TrackedUpload? FindTracked(FileInfo file) => tracker.Uploads.FirstOrDefault(known =>
        known.State is not TrackedUploadState.Rejected && FileLabel.IsOf(known.Label, FileLabel.NameOf(file)));

    private async Task<TrackedUpload> TrackAsync(FileInfo file, CancellationToken stoppingToken)
    {
        string squid = options.Value.Squid;
        string label = FileLabel.Create(FileLabel.NameOf(file), await runs.ListAsync(squid, stoppingToken).FirstOrDefaultAsync(stoppingToken));
        return await tracker.SendAsync(squid, TaskFile.FromPath(file.FullName), label, stoppingToken);
    }

    // Until each has its run, or somebody was told that there is none.
    private async Task WhenAllAreHandledAsync(CancellationToken stoppingToken)
    {
        if (tracker.Uploads.Any(upload => !upload.IsHandled))
            await tracker.Changes.FirstAsync(_ => tracker.Uploads.All(upload => upload.IsHandled)).ToTask(stoppingToken);
    }

    [LoggerMessage(1, LogLevel.Information, "Waiting for CSV files in {Folder}")]
    private static partial void LogWatching(ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Warning, "{Name} was not sent: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string name, string reason);
}
