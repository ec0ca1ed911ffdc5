namespace Lobstr.Reactive;

/// <summary>Downloads the file of results from wherever the service says that it is, without the API key.</summary>
internal sealed class RunDownload(
    ResourceClient<Run> runs, ResourceClient<Uri> links, ServiceConnection service, ClientLifetime lifetime, RetryPolicy retry, TimeSpan exportTimeout)
{
    public Task<Uri> GetUrlAsync(string runId, CancellationToken cancellationToken) =>
        links.GetAsync(runId, cancellationToken);

    public async Task CopyAsync(string runId, Stream destination, CancellationToken cancellationToken)
    {
        // Sent with every request of the caller's client, it would reach whoever keeps the file.
        if (service.AddsAuthorization)
            throw new InvalidOperationException(
                $"The {nameof(HttpClient)} has an Authorization among its default headers, and would send it to another host. Remove it there: this library sets its own.");
        await lifetime.RunAsync(CopyAsync, cancellationToken).ConfigureAwait(false);

        async Task CopyAsync(CancellationToken token)
        {
            Uri address = await WaitForAddressAsync(runId, token).ConfigureAwait(false);
            await CopyWholeAsync(runId, address, destination, token).ConfigureAwait(false);
        }
    }

    // The service gives the same 404 for a run that it does not know and for a file that is not there yet: so the run comes first.
    private async Task<Uri> WaitForAddressAsync(string runId, CancellationToken cancellationToken)
    {
        Run run = await runs.Watch(runId, new WatchOptions { Retry = retry }, RunRules.AnyEnd).ToInlineTask(cancellationToken).ConfigureAwait(false);
        if (run.Status is RunStatus.Error && run.ExportDone is not true)
            return await FindAfterErrorAsync(run, cancellationToken).ConfigureAwait(false);
        // From here on a 404 means "not yet", for as long as the watch lasts.
        var patience = new WatchOptions { Retry = retry, NotFoundGrace = TimeSpan.MaxValue, Timeout = exportTimeout };
        return await links.Watch(runId, patience, new ExportRules(run)).ToInlineTask(cancellationToken).ConfigureAwait(false);
    }

    // Of such a run there need not be a file at all.
    private async Task<Uri> FindAfterErrorAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(run.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (LobstrApiException error) when (AnswerClassifier.KindOf(error) is AnswerKind.NotFound)
        {
            throw new RunFailedException(run);
        }
    }

    private async Task CopyWholeAsync(string runId, Uri address, Stream destination, CancellationToken cancellationToken)
    {
        var transfer = new FileTransfer(service, destination, links.RequestTimeout);
        var retries = new Retries(retry, runId, links.Family, links.Queue);
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
                && !transfer.IsDestinationAtFault)
            {
                // Whatever came of it: whoever has cancelled is told just that.
                cancellationToken.ThrowIfCancellationRequested();
                if (transfer.Written > before)
                    retries.Reset();
                TimeSpan delay = DelayAfter(fault, runId, transfer, retries);
                await lifetime.Delay(delay).ToInlineTask(cancellationToken).ConfigureAwait(false);
                continue;
            }
            switch (end)
            {
                case FileTransferEnd.Whole:
                    return;
                case FileTransferEnd.Changed:
                    throw Broken(runId, transfer, "it cannot go on there, for the file has changed or its server cannot resume");
                case FileTransferEnd.Endless:
                    throw Broken(runId, transfer, $"its server does not say how long the file is, so that a part could not be told from the whole (an {nameof(HttpClient)} with AutomaticDecompression hides the length of what it decompresses)");
                case FileTransferEnd.Unreadable:
                    throw Broken(runId, transfer, $"its server has compressed it as '{transfer.Encoding}', which was not asked for and cannot be undone here");
            }
            // Once, until a new address has been of use.
            if (renewedAt == transfer.Written)
                throw Broken(runId, transfer, "its address was refused, and so was a new one");
            renewedAt = transfer.Written;
            address = await FindAsync(runId, cancellationToken).ConfigureAwait(false);
        }
    }

    // How long to wait before the next attempt.
    private TimeSpan DelayAfter(Exception fault, string runId, FileTransfer transfer, Retries retries)
    {
        AnswerKind kind = AnswerClassifier.KindOf(fault);
        bool isThrottled = kind is AnswerKind.Throttled;
        if (isThrottled && transfer.RetryAfter > links.Queue.LongestPause)
            throw Faults.PauseTooLong(transfer.RetryAfter.Value, links.Queue.LongestPause, Broken(runId, transfer, fault.Message, fault));
        if (isThrottled)
            return retries.NextAfterThrottle(fault, transfer.RetryAfter);
        return retry.IsWorthARetry(fault, kind) && retries.Next(fault, transfer.RetryAfter) is { } delay
            ? delay
            : throw Broken(runId, transfer, fault.Message, fault);
    }

    private Task<Uri> FindAsync(string runId, CancellationToken cancellationToken) =>
        links.Get(runId, retry).ToInlineTask(cancellationToken);

    private static IOException Broken(string runId, FileTransfer transfer, string why, Exception? fault = null) =>
        new($"The download of run '{runId}' broke off after {transfer.Written} bytes: {why.TrimEnd('.')}.", fault);
}
