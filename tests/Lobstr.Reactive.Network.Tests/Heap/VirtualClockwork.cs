using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Network.Tests;

internal sealed class VirtualClockwork : Clockwork
{
    private readonly HistoricalScheduler _scheduler = new();

    public override IScheduler Scheduler => _scheduler;

    public override Task ReachAsync(Task moment)
    {
        _scheduler.AdvanceBy(TimeSpan.FromMilliseconds(1));
        Assert.True(moment.IsCompleted);
        return moment;
    }

    // Only time clears what was cancelled out of the queue of this scheduler.
    public override Task SettleAsync()
    {
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(1));
        return Task.CompletedTask;
    }
}
