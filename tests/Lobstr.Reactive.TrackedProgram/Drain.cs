using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Hosting;

namespace Lobstr.Reactive.TrackedProgram;

/// <summary>Sends nothing, waits until everything is handled, says how it all stands, and ends the program.</summary>
internal sealed class Drain(IUploadTracker tracker, Journal journal, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (tracker.Uploads.Any(upload => !upload.IsHandled))
            await tracker.Changes.Where(_ => tracker.Uploads.All(upload => upload.IsHandled)).FirstAsync().ToTask(stoppingToken);
        foreach (TrackedUpload upload in tracker.Uploads)
            journal.Write($"final {upload.TrackingId} {upload.Label} {upload.State} {upload.UploadTaskId ?? "-"}");
        lifetime.StopApplication();
    }
}
