namespace Lobstr.Reactive.Benchmarks;

/// <summary>The loop that one writes by hand: ask, say what is new, wait.</summary>
internal static class HandLoop
{
    public static async Task RunAsync(
        Func<CancellationToken, Task<UploadStatus>> ask,
        TimeSpan interval,
        Action<UploadStatus> onNext,
        CancellationToken cancellationToken)
    {
        UploadStatus? last = null;
        while (last is not { IsTerminal: true })
        {
            UploadStatus status = await ask(cancellationToken).ConfigureAwait(false);
            if (status != last)
                onNext(status);
            last = status;
            await Task.Delay(interval, cancellationToken).ConfigureAwait(false);
        }
    }
}
