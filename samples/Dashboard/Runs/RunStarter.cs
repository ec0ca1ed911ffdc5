using Lobstr.Reactive.Hosting;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Starts the run of an upload once, however many browsers ask for it: a second run would be billed again.</summary>
internal sealed class RunStarter(IRuns runs, RunBoard board) : IDisposable
{
    private readonly SemaphoreSlim _starting = new(1);

    /// <summary>Starts it, or finds that it has been.</summary>
    /// <exception cref="ConflictException">The upload has not succeeded, or the squid is still busy with another run.</exception>
    public async Task<Run> StartAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        if (upload is not { State: TrackedUploadState.Succeeded, SquidId: { } squid })
            throw new ConflictException("The upload has not succeeded: a run would miss its tasks.");
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (board.FindFor(upload) is { } known)
                return known;
            if (await FindNewestAsync(squid, cancellationToken) is { } newest)
            {
                if (RunBoard.IsAfter(newest, upload))
                {
                    board.Follow(newest);
                    return newest;
                }
                if (!newest.IsFinal)
                    throw new ConflictException($"The squid is still busy with run {newest.Id}. Start this one when that has ended.");
            }
            Run run = await runs.StartAsync(squid, CancellationToken.None);
            board.Follow(run, upload.TrackingId);
            return run;
        }
        finally
        {
            _starting.Release();
        }
    }

    public void Dispose() => _starting.Dispose();

    private async Task<Run?> FindNewestAsync(string squid, CancellationToken cancellationToken)
    {
        await foreach (Run run in runs.ListAsync(squid, cancellationToken))
            return run;
        return null;
    }
}
