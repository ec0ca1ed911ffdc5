using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive;

/// <summary>Downloads the file of results from wherever the service says that it is, without the API key.</summary>
internal sealed class RunDownload(ResourceClient<Uri> links, ServiceConnection service)
{
    private static readonly RetryPolicy Policy = RetryPolicy.Default;

    public Task<Uri> GetUrlAsync(string runId, CancellationToken cancellationToken) =>
        links.GetAsync(runId, cancellationToken);

    public async Task CopyAsync(string runId, Stream destination, CancellationToken cancellationToken)
    {
        var transfer = new FileTransfer(service, destination, links.RequestTimeout);
        Uri address = await FindAsync(runId, cancellationToken).ConfigureAwait(false);
        int faults = 0;
        bool isRenewed = false;
        while (true)
        {
            long before = transfer.Written;
            FileTransferEnd end;
            try
            {
                end = await transfer.ContinueAsync(address, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (
                Policy.IsTransient(fault) && !transfer.IsDestinationAtFault && !cancellationToken.IsCancellationRequested)
            {
                faults = transfer.Written > before ? 1 : faults + 1;
                if (faults > Policy.MaxRetries)
                    throw new IOException($"The download of run '{runId}' broke off after {transfer.Written} bytes: {fault.Message}", fault);
                await WaitAsync(Policy.Delay(faults, Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
                continue;
            }
            if (end is FileTransferEnd.Whole)
                return;
            if (end is FileTransferEnd.Changed)
                throw new IOException($"The download of run '{runId}' broke off after {transfer.Written} bytes and cannot go on there: the file has changed or its server cannot resume.");
            isRenewed = isRenewed && transfer.Written == before
                ? throw new IOException($"The address of the download of run '{runId}' was refused, and so was a new one.")
                : true;
            address = await FindAsync(runId, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<Uri> FindAsync(string runId, CancellationToken cancellationToken) =>
        links.Get(runId, Policy).ToTask(cancellationToken);

    private Task<long> WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Observable.Timer(delay, service.Clock.Scheduler).ToTask(cancellationToken);
}
