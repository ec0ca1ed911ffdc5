using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// A scheduler over another one that has the flaws of real ones: it refuses long delays, as DefaultScheduler does, and its
/// wall clock can jump, as real ones do, while its stopwatch and its delays go on undisturbed.
/// </summary>
public sealed class AwkwardScheduler(IScheduler inner) : IScheduler, IStopwatchProvider, IServiceProvider
{
    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan Jump { get; set; }

    /// <summary>The longest delay that is not refused.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.MaxValue;

    public DateTimeOffset Now => inner.Now + Jump;

    public IStopwatch StartStopwatch() => inner.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action), Run);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, LongestDelay);
        return inner.Schedule((state, action), dueTime, Run);
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);

    // Work that an action schedules comes to this scheduler, not to the one beneath.
    private IDisposable Run<TState>(IScheduler _, (TState State, Func<IScheduler, TState, IDisposable> Action) work) =>
        work.Action(this, work.State);
}
