using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A scheduler, and how to get on with its time.</summary>
internal abstract class Clockwork
{
    public abstract IScheduler Scheduler { get; }

    /// <summary>Goes on until something has happened that is due at once.</summary>
    public abstract Task ReachAsync(Task moment);

    /// <summary>Goes on until nothing is scheduled.</summary>
    public abstract Task SettleAsync();
}
