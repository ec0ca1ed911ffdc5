using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace Lobstr.Reactive;

/// <summary>
/// Completes tasks so that what awaits them goes on within the same action of the scheduler. If a synchronization context is
/// current the runtime sends it to the thread pool instead, and virtual time is lost.
/// </summary>
internal static class InlineTask
{
    /// <summary>The last element as a task, as <c>ToTask</c> has it.</summary>
    public static Task<T> ToInlineTask<T>(this IObservable<T> source, CancellationToken cancellationToken) =>
        Observable.Create<T>(observer => source.Subscribe(
                observer.OnNext,
                error => RunWithoutContext(() => observer.OnError(error)),
                () => RunWithoutContext(observer.OnCompleted)))
            .ToTask(cancellationToken);

    /// <summary>What a function makes of the result of a task, within the action that completes the task.</summary>
    public static Task<TResult> Map<T, TResult>(this Task<T> task, Func<T, TResult> map)
    {
        var result = new TaskCompletionSource<TResult>();
        task.ContinueWith(
            ended => RunWithoutContext(() => Complete(result, ended, map)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return result.Task;
    }

    public static void RunWithoutContext(Action complete)
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            complete();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static void Complete<T, TResult>(TaskCompletionSource<TResult> result, Task<T> ended, Func<T, TResult> map)
    {
        try
        {
            result.TrySetResult(map(ended.GetAwaiter().GetResult()));
        }
        catch (OperationCanceledException error) when (ended.IsCanceled)
        {
            result.TrySetCanceled(error.CancellationToken);
        }
        catch (Exception error)
        {
            result.TrySetException(error);
        }
    }
}
