using System.Reactive.Concurrency;

namespace Lobstr.Reactive.ModelTests;

/// <summary>A real scheduler that numbers the actions it runs.</summary>
public sealed class CountingScheduler(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
{
    [ThreadStatic]
    private static long _current;

    private long _started;

    /// <summary>The number of the action that this thread is in; 0: none.</summary>
    public static long Current => _current;

    /// <summary>How many actions have begun.</summary>
    public long Started => Interlocked.Read(ref _started);

    public DateTimeOffset Now => inner.Now;

    public IStopwatch StartStopwatch() => inner.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action), Run);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action), dueTime, Run);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action), dueTime, Run);

    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work)
    {
        long outer = _current;
        _current = Interlocked.Increment(ref _started);
        try
        {
            return work.Action(this, work.State);
        }
        finally
        {
            _current = outer;
        }
    }
}
