using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>Takes its virtual time for each write.</summary>
internal sealed class SlowDestination(IScheduler scheduler, TimeSpan time) : LimitedStream(room: long.MaxValue)
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var source = new TaskCompletionSource();
        scheduler.Schedule(time, () => source.TrySetResult());
        await source.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }
}
