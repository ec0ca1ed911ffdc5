namespace Lobstr.Reactive.Benchmarks;

/// <summary>The loop by hand.</summary>
internal sealed class HandPoller(Uri uri) : IHttpPoller
{
    private readonly HandClient _client = new(uri);

    public async Task PollAsync(int times)
    {
        using var enough = new CancellationTokenSource();
        int polls = 0;
        try
        {
            await HandLoop.RunAsync(AskAsync, TimeSpan.Zero, _ => { }, enough.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
        }

        async Task<UploadStatus> AskAsync(CancellationToken cancellationToken)
        {
            UploadStatus status = await _client.AskAsync(cancellationToken).ConfigureAwait(false);
            if (++polls == times)
                await enough.CancelAsync().ConfigureAwait(false);
            return status;
        }
    }

    public void Dispose() => _client.Dispose();
}
