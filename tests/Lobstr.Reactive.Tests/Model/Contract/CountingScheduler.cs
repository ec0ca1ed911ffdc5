using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>A real scheduler that numbers the actions it runs.</summary>
public sealed class CountingScheduler(IScheduler inner) : SchedulerOver(inner)
{
    [ThreadStatic]
    private static long _current;

    private long _started;

    /// <summary>The number of the action that this thread is in; 0: none.</summary>
    public static long Current => _current;

    /// <summary>How many actions have begun.</summary>
    public long Started => Interlocked.Read(ref _started);

    protected override IDisposable Execute<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        long outer = _current;
        _current = Interlocked.Increment(ref _started);
        try
        {
            return base.Execute(state, action);
        }
        finally
        {
            _current = outer;
        }
    }
}
