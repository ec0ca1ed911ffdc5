using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Lobstr.Reactive;

/// <summary>Tells a scheduler that refuses work from work that throws.</summary>
internal static class SchedulerExtensions
{
    // How many calls of Schedule this thread is in, and what an action threw within one: some schedulers run actions at once.
    [ThreadStatic]
    private static int _depth;

    [ThreadStatic]
    private static Exception? _thrownByAction;

    /// <summary>Schedules an action. What the action throws leaves it as usual.</summary>
    /// <param name="scheduler">Where.</param>
    /// <param name="state">Passed to the action.</param>
    /// <param name="delay">After which time; zero: as soon as possible.</param>
    /// <param name="action">What to do.</param>
    /// <param name="timer">Cancels the action; null if the scheduler has refused it.</param>
    /// <returns>Why the scheduler has refused it; null if it has taken it.</returns>
    public static Exception? TrySchedule<TState>(
        this IScheduler scheduler, TState state, TimeSpan delay, Action<TState> action, out IDisposable? timer)
    {
        _depth++;
        try
        {
            timer = delay == TimeSpan.Zero
                ? scheduler.Schedule((state, action), Run)
                : scheduler.Schedule((state, action), delay, Run);
            return null;
        }
        catch (Exception error) when (!ReferenceEquals(error, _thrownByAction))
        {
            timer = null;
            return error;
        }
        finally
        {
            if (--_depth == 0)
                _thrownByAction = null;
        }
    }

    /// <summary>Schedules an action that has nobody's execution context.</summary>
    /// <inheritdoc cref="TrySchedule" path="/param|/returns"/>
    public static Exception? TryScheduleWithoutContext<TState>(
        this IScheduler scheduler, TState state, TimeSpan delay, Action<TState> action, out IDisposable? timer)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return scheduler.TrySchedule(state, delay, action, out timer);
        using (ExecutionContext.SuppressFlow())
            return scheduler.TrySchedule(state, delay, action, out timer);
    }

    private static IDisposable Run<TState>(IScheduler scheduler, (TState State, Action<TState> Action) work)
    {
        try
        {
            work.Action(work.State);
        }
        catch (Exception error) when (Note(error))
        {
            // Never here: the exception goes on.
        }
        return Disposable.Empty;
    }

    private static bool Note(Exception error)
    {
        if (_depth > 0)
            _thrownByAction = error;
        return false;
    }
}
