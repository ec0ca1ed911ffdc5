using System.Reactive.Linq;

namespace Lobstr.Reactive;

/// <summary>Downloads the file of results from wherever the service says that it is, without the API key.</summary>
internal sealed class RunDownload(ResourceClient<Uri> links, ServiceConnection service, ClientLifetime lifetime)
{
    private static readonly RetryPolicy Policy = RetryPolicy.Default;

    public Task<Uri> GetUrlAsync(string runId, CancellationToken cancellationToken) =>
        links.GetAsync(runId, cancellationToken);

    public async Task CopyAsync(string runId, Stream destination, CancellationToken cancellationToken)
    {
        // Sent with every request of the caller's client, it would reach whoever keeps the file.
        if (service.AddsAuthorization)
            throw new InvalidOperationException(
                $"The {nameof(HttpClient)} has an Authorization among its default headers, and would send it to another host. Remove it there: this library sets its own.");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.Ended);
        try
        {
            await CopyWholeAsync(runId, destination, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Faults.Disposed();
        }
    }

    private async Task CopyWholeAsync(string runId, Stream destination, CancellationToken cancellationToken)
    {
        var transfer = new FileTransfer(service, destination, links.RequestTimeout);
        Uri address = await FindAsync(runId, cancellationToken).ConfigureAwait(false);
        int faults = 0;
        long? renewedAt = null;
        while (true)
        {
            long before = transfer.Written;
            FileTransferEnd end;
            try
            {
                end = await transfer.ContinueAsync(address, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (
                fault is HttpRequestException or IOException or TimeoutException or OperationCanceledException
                && !transfer.IsDestinationAtFault
                && !cancellationToken.IsCancellationRequested)
            {
                faults = transfer.Written > before ? 1 : faults + 1;
                if (faults > Policy.MaxRetries || !Policy.IsTransient(fault))
                    throw Broken(runId, transfer, fault.Message, fault);
                await WaitAsync(Policy.Delay(faults, Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
                continue;
            }
            switch (end)
            {
                case FileTransferEnd.Whole:
                    return;
                case FileTransferEnd.Changed:
                    throw Broken(runId, transfer, "it cannot go on there, for the file has changed or its server cannot resume");
                case FileTransferEnd.Endless:
                    throw Broken(runId, transfer, "its server does not say how long the file is, so that a part could not be told from the whole");
            }
            // Once, until a new address has been of use.
            if (renewedAt == transfer.Written)
                throw Broken(runId, transfer, "its address was refused, and so was a new one");
            renewedAt = transfer.Written;
            address = await FindAsync(runId, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<Uri> FindAsync(string runId, CancellationToken cancellationToken) =>
        links.Get(runId, Policy).ToInlineTask(cancellationToken);

    private Task<long> WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Observable.Timer(delay, service.Clock.Scheduler).ToInlineTask(cancellationToken);

    private static IOException Broken(string runId, FileTransfer transfer, string why, Exception? fault = null) =>
        new($"The download of run '{runId}' broke off after {transfer.Written} bytes: {why.TrimEnd('.')}.", fault);
}
