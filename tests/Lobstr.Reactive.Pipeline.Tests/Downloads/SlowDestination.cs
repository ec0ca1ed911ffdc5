using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Pipeline.Tests;

/// <summary>Takes its virtual time for each write.</summary>
internal sealed class SlowDestination(IScheduler scheduler, TimeSpan time) : FullDestination(room: long.MaxValue)
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var source = new TaskCompletionSource();
        scheduler.Schedule(time, () => source.TrySetResult());
        await source.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }
}
