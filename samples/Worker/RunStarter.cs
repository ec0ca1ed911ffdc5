using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Samples.Worker;

/// <summary>
/// Starts the run after SUCCESS, and never before: tasks would be missed. It may be called twice for an upload, if the program dies before
/// its return is stored; so it looks before it starts.
/// </summary>
internal sealed partial class RunStarter(IRuns runs, IHostApplicationLifetime lifetime, ILogger<RunStarter> logger) : IUploadHandler
{
    public async Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Status?.Meta is { Invalid: > 0 } meta)
            LogInvalid(logger, upload.Label, meta.Invalid);
        Run? run = await runs.ListAsync(upload.SquidId!, cancellationToken).FirstOrDefaultAsync(cancellationToken);
        if (!FileLabel.IsOwnRun(upload.Label, run))
        {
            await WaitForEndAsync(run, cancellationToken);
            run = await runs.StartAsync(upload.SquidId!, cancellationToken);
        }
        LogStarted(logger, upload.Label, run!.Id);
    }

    public Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        LogFailed(logger, upload.Label, upload.State, upload.LastError);
        return Task.CompletedTask;
    }

    // A squid has one run at a time. A shutdown does not wait for another run: the next start of the program begins here anew.
    private async Task WaitForEndAsync(Run? run, CancellationToken cancellationToken)
    {
        if (run is not { IsFinal: false })
            return;
        LogWaiting(logger, run.Id);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await runs.Watch(run.Id).LastOrDefaultAsync().ToTask(end.Token);
        }
        catch (RunFailedException)
        {
            // It has ended, and that is all that matters here.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Label}: the run {RunId} is started")]
    private static partial void LogStarted(ILogger logger, string? label, string runId);

    [LoggerMessage(2, LogLevel.Warning, "{Label}: {Invalid} rows are invalid and will not be run")]
    private static partial void LogInvalid(ILogger logger, string? label, long invalid);

    [LoggerMessage(3, LogLevel.Error, "{Label}: {State}, no run is started. {Reason}")]
    private static partial void LogFailed(ILogger logger, string? label, TrackedUploadState state, string? reason);

    [LoggerMessage(4, LogLevel.Information, "Waiting for the end of the run {RunId}, which is another's")]
    private static partial void LogWaiting(ILogger logger, string runId);
}
