using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Network.Tests;

internal sealed class RealClockwork(CancellationToken cancellationToken) : Clockwork
{
    private readonly CountingScheduler _scheduler = new();

    public override IScheduler Scheduler => _scheduler;

    public override Task ReachAsync(Task moment) => moment.WaitAsync(cancellationToken);

    public override Task SettleAsync() => _scheduler.Pending.ZeroAsync(cancellationToken);
}
