using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Runtime.CompilerServices;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>What <c>Task.Delay</c> is, without an object of its own: awaiting it costs one action of the scheduler.</summary>
internal readonly struct SchedulerDelay(IScheduler scheduler, TimeSpan delay) : INotifyCompletion
{
    public bool IsCompleted => false;

    public SchedulerDelay GetAwaiter() => this;

    public void OnCompleted(Action continuation) =>
        scheduler.Schedule(continuation, delay, static (_, next) => { next(); return Disposable.Empty; });

    public void GetResult()
    {
    }
}
