using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

// A recipe is short: what it logs once an upload need not be fast.
#pragma warning disable CA1848

// Recipe: upload handler
public sealed class StartRun(IRuns runs, ILogger<StartRun> logger) : IUploadHandler
{
    public async Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        // Called again if the program has died before its return was stored: a run that was not there before the file was sent is its own.
        Run? newest = await runs.ListAsync(upload.SquidId!, cancellationToken).FirstOrDefaultAsync(cancellationToken);
        if ((newest?.Id ?? "none") == upload.Label)
            await runs.StartAsync(upload.SquidId!, cancellationToken);
    }

    public Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken)
    {
        logger.LogError("{Label}: {State}, {Error}", upload.Label, upload.State, upload.LastError);
        return Task.CompletedTask;
    }
}
// Recipe end
