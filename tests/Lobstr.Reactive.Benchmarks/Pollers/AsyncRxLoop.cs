using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>The loop by hand on an Rx scheduler.</summary>
internal static class AsyncRxLoop
{
    public static IDisposable Run(
        Func<CancellationToken, Task<UploadStatus>> ask, TimeSpan interval, IScheduler scheduler, Action<UploadStatus> onNext) =>
        scheduler.ScheduleAsync(async (time, cancellationToken) =>
        {
            UploadStatus? last = null;
            while (last is not { IsTerminal: true })
            {
                UploadStatus status = await ask(cancellationToken).ConfigureAwait(false);
                if (status != last)
                    onNext(status);
                last = status;
                await time.Sleep(interval, cancellationToken);
            }
        });
}
