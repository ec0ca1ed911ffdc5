using System.Globalization;
using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Testing;

/// <summary>What tests in virtual time do with tasks, which nothing ends unless somebody advances the clock.</summary>
public static class VirtualTimeExtensions
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromDays(30);

    /// <summary>Advances a virtual clock, action by action, until a task has completed.</summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <typeparam name="TResult">What the task gives.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="task">The task, which somebody has started.</param>
    /// <returns>What the task gives; what it throws is thrown.</returns>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within 30 days of virtual time, or the scheduler is running already.
    /// </exception>
    /// <example>
    /// <code>
    /// UploadStatus status = scheduler.AdvanceUntilCompleted(client.Uploads.GetStatusAsync(id));
    /// </code>
    /// </example>
    public static TResult AdvanceUntilCompleted<TAbsolute, TRelative, TResult>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task<TResult> task)
        where TAbsolute : IComparable<TAbsolute> =>
        scheduler.AdvanceUntilCompleted(task, DefaultLimit);

    /// <summary>Advances a virtual clock, action by action, until a task has completed, for no longer than a limit.</summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <typeparam name="TResult">What the task gives.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="task">The task, which somebody has started.</param>
    /// <param name="limit">The longest it may take, in virtual time; more than zero.</param>
    /// <returns>What the task gives; what it throws is thrown.</returns>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within the limit, or the scheduler is running already.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not more than zero.</exception>
    public static TResult AdvanceUntilCompleted<TAbsolute, TRelative, TResult>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task<TResult> task, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute>
    {
        AdvanceToEnd(scheduler, task, limit);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Advances a virtual clock, action by action, until a task has completed.</summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="task">The task, which somebody has started; what it throws is thrown.</param>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within 30 days of virtual time, or the scheduler is running already.
    /// </exception>
    public static void AdvanceUntilCompleted<TAbsolute, TRelative>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task task)
        where TAbsolute : IComparable<TAbsolute> =>
        scheduler.AdvanceUntilCompleted(task, DefaultLimit);

    /// <summary>Advances a virtual clock, action by action, until a task has completed, for no longer than a limit.</summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="task">The task, which somebody has started; what it throws is thrown.</param>
    /// <param name="limit">The longest it may take, in virtual time; more than zero.</param>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within the limit, or the scheduler is running already.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not more than zero.</exception>
    public static void AdvanceUntilCompleted<TAbsolute, TRelative>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task task, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute>
    {
        AdvanceToEnd(scheduler, task, limit);
        task.GetAwaiter().GetResult();
    }

    private static void AdvanceToEnd<TAbsolute, TRelative>(
        VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task task, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute>
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        if (!task.IsCompleted) Advance(scheduler, task, limit);
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"The task has not completed within {limit:c} of virtual time. Does it wait for real input and output, or for another scheduler than this? A virtual clock moves only when somebody calls its AdvanceBy, AdvanceTo or Start: make the simulator and the client on this one. Or give the wait a longer limit."));
        }
    }

    private static void Advance<TAbsolute, TRelative>(
        VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Task task, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute>
    {
        if (scheduler.IsEnabled)
            throw new InvalidOperationException("The scheduler is running already: an action on it cannot wait for another. Compose the streams instead.");

        // Inline, that the clock stops where the task has completed.
        _ = task.ContinueWith(
            static (_, state) => ((VirtualTimeSchedulerBase<TAbsolute, TRelative>)state!).Stop(),
            scheduler, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using IDisposable end = scheduler.Schedule(limit, scheduler.Stop);
        scheduler.Start();
    }
}
