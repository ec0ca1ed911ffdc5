using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// Runs what is due now on a thread of its own, and comes back from the call that schedules it when that has ended: what another thread could do
/// before one's own goes on, it does.
/// </summary>
public sealed class JoinedThreadScheduler(IScheduler inner) : SchedulerOver(inner)
{
    [ThreadStatic]
    private static JoinedThreadScheduler? _current;

    /// <summary>Whether the thread at hand runs an action of this scheduler.</summary>
    public bool IsInside => _current == this;

    public override IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => Schedule(state, TimeSpan.Zero, action);

    public override IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        if (dueTime > TimeSpan.Zero)
            return base.Schedule(state, dueTime, action);
        IDisposable? result = null;
        var thread = new Thread(() =>
        {
            _current = this;
            result = Execute(state, action);
        });
        thread.Start();
        thread.Join();
        return result!;
    }
}
