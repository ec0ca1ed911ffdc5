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
}
