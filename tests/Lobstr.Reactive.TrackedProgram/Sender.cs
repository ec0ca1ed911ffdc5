using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Hosting;

namespace Lobstr.Reactive.TrackedProgram;

/// <summary>Sends one file after another, on a few lanes, until the program is killed.</summary>
internal sealed class Sender(IUploadTracker tracker, Journal journal, ProgramArguments arguments) : BackgroundService
{
    private const int Lanes = 3;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => SendAsync(lane, stoppingToken), stoppingToken)));

    private async Task SendAsync(int lane, CancellationToken stoppingToken)
    {
        for (int number = 0; ; number++)
        {
            string label = $"{arguments.Generation}-{lane}-{number}";
            journal.Write($"sending {label}");
            TaskFile file = TaskFile.FromText($"url\nhttps://example.com/{label}\n", "tasks.csv");
            TrackedUpload upload = await tracker.SendAsync("a1b2c3d4e5f6g7h8i9j0", file, label, stoppingToken);
            journal.Write($"sent {upload.TrackingId} {label} {upload.State}");
            await Task.Delay(Random.Shared.Next(60), stoppingToken);
        }
    }
}
