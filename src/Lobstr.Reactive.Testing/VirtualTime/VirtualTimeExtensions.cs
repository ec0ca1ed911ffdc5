using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Testing;

/// <summary>What tests in virtual time do with tasks, which nothing ends unless somebody advances the clock.</summary>
/// <remarks>
/// An app that awaits goes on wherever the <see cref="SynchronizationContext"/> sends it that was current when it began to wait. Some test
/// runners, xunit 2 and NUnit among them, make one current, and the app leaves the virtual clock for threads of theirs. The overloads
/// that take a function start the app without one; use them unless the task comes straight from the client.
/// </remarks>
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
        Advance.ToEnd(scheduler, task, limit);
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
        Advance.ToEnd(scheduler, task, limit);
        task.GetAwaiter().GetResult();
    }

    /// <summary>Starts an app without a synchronization context, and advances a virtual clock until its task has completed.</summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <typeparam name="TResult">What the task gives.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="start">Starts the app; called once, at once, on this thread.</param>
    /// <returns>What the task gives; what it throws is thrown.</returns>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within 30 days of virtual time, or the scheduler is running already.
    /// </exception>
    /// <example>
    /// <code>
    /// long rows = scheduler.AdvanceUntilCompleted(() => app.RunAsync(client));
    /// </code>
    /// </example>
    public static TResult AdvanceUntilCompleted<TAbsolute, TRelative, TResult>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Func<Task<TResult>> start)
        where TAbsolute : IComparable<TAbsolute> =>
        scheduler.AdvanceUntilCompleted(start, DefaultLimit);

    /// <summary>
    /// Starts an app without a synchronization context, and advances a virtual clock until its task has completed, for no longer than a
    /// limit.
    /// </summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <typeparam name="TResult">What the task gives.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="start">Starts the app; called once, at once, on this thread.</param>
    /// <param name="limit">The longest it may take, in virtual time; more than zero.</param>
    /// <returns>What the task gives; what it throws is thrown.</returns>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within the limit, or the scheduler is running already.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not more than zero.</exception>
    public static TResult AdvanceUntilCompleted<TAbsolute, TRelative, TResult>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Func<Task<TResult>> start, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute> =>
        ((Task<TResult>)Advance.ToEnd(scheduler, start, limit)).GetAwaiter().GetResult();

    /// <summary>Starts an app without a synchronization context, and advances a virtual clock until its task has completed.</summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="start">Starts the app; called once, at once, on this thread. What its task throws is thrown.</param>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within 30 days of virtual time, or the scheduler is running already.
    /// </exception>
    public static void AdvanceUntilCompleted<TAbsolute, TRelative>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Func<Task> start)
        where TAbsolute : IComparable<TAbsolute> =>
        scheduler.AdvanceUntilCompleted(start, DefaultLimit);

    /// <summary>
    /// Starts an app without a synchronization context, and advances a virtual clock until its task has completed, for no longer than a
    /// limit.
    /// </summary>
    /// <typeparam name="TAbsolute">How the scheduler writes instants.</typeparam>
    /// <typeparam name="TRelative">How the scheduler writes spans.</typeparam>
    /// <param name="scheduler">
    /// The clock: <c>TestScheduler</c>, <see cref="HistoricalScheduler"/> or another. It stays where the task completed.
    /// </param>
    /// <param name="start">Starts the app; called once, at once, on this thread. What its task throws is thrown.</param>
    /// <param name="limit">The longest it may take, in virtual time; more than zero.</param>
    /// <exception cref="InvalidOperationException">
    /// The task has not completed within the limit, or the scheduler is running already.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not more than zero.</exception>
    public static void AdvanceUntilCompleted<TAbsolute, TRelative>(
        this VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, Func<Task> start, TimeSpan limit)
        where TAbsolute : IComparable<TAbsolute> =>
        Advance.ToEnd(scheduler, start, limit).GetAwaiter().GetResult();
}
