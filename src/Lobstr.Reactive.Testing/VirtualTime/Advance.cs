using System.Globalization;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Testing;

/// <summary>Advances a virtual clock until a task has completed, with no synchronization context that could lead away from the clock.</summary>
internal static class Advance
{
    /// <summary>Starts a task and waits for it; only what is started here cannot have captured a context.</summary>
    /// <returns>The task, which has completed.</returns>
    public static Task ToEnd<TAbsolute, TRelative>(
        VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Func<Task> start, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute>
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        CheckIsIdle(scheduler);
        return WithoutContext(_ =>
        {
            Task task = start() ?? throw new InvalidOperationException("The function has returned no task.");
            Run(scheduler, task, limit, startedUnder: null);
            return task;
        });
    }

    /// <summary>Waits for a task that somebody has started.</summary>
    public static void ToEnd<TAbsolute, TRelative>(
        VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task task, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute>
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        if (task.IsCompleted) return;
        CheckIsIdle(scheduler);
        WithoutContext(context =>
        {
            Run(scheduler, task, limit, context);
            return task;
        });
    }

    private static void CheckIsIdle<TAbsolute, TRelative>(VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler)
        where TAbsolute : IComparable<TAbsolute>
    {
        if (scheduler.IsEnabled)
            throw new InvalidOperationException("The scheduler is running already: an action on it cannot wait for another. Compose the streams instead.");
    }

    private static Task WithoutContext(Func<SynchronizationContext?, Task> advance)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return advance(context);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static void Run<TAbsolute, TRelative>(
        VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task task, TimeSpan limit, SynchronizationContext? startedUnder)
        where TAbsolute : IComparable<TAbsolute>
    {
        if (!task.IsCompleted)
        {
            // Inline, that the clock stops where the task has completed.
            _ = task.ContinueWith(
                static (_, state) => ((VirtualTimeSchedulerBase<TAbsolute, TRelative>)state!).Stop(),
                scheduler, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            using IDisposable end = scheduler.Schedule(limit, scheduler.Stop);
            scheduler.Start();
        }
        if (!task.IsCompleted)
            throw new InvalidOperationException(Explain(limit, startedUnder));
    }

    private static string Explain(TimeSpan limit, SynchronizationContext? startedUnder)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"The task has not completed within {limit:c} of virtual time.");
        return startedUnder is null
            ? $"{what} Does it wait for real input and output, or for another scheduler than this? A virtual clock moves only when somebody calls its AdvanceBy, AdvanceTo or Start: make the simulator and the client on this one. Or give the wait a longer limit."
            : $"{what} A SynchronizationContext is current here ({startedUnder.GetType()}), as xunit 2 and NUnit make one: what was awaited under it goes on there, on another thread, and not on this clock. Start the app within the call, which clears the context: scheduler.AdvanceUntilCompleted(() => app.RunAsync()). Otherwise: does it wait for real input and output, or for another scheduler than this? Make the simulator and the client on this one, or give the wait a longer limit.";
    }
}
