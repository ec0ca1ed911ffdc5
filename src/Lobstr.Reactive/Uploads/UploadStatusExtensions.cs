using System.Reactive;
using System.Reactive.Linq;

namespace Lobstr.Reactive;

/// <summary>What to do with a stream of statuses.</summary>
public static class UploadStatusExtensions
{
    /// <summary>The gate in front of "start the run": lets the SUCCESS status through and nothing else.</summary>
    /// <param name="source">Statuses of one upload.</param>
    /// <returns>
    /// <list type="table">
    /// <listheader><term>the source</term><description>what the subscriber sees</description></listheader>
    /// <item><term>emits <see cref="UploadState.Success"/></term><description>OnNext with it, then OnCompleted; the source is disposed</description></item>
    /// <item><term>emits anything else</term><description>nothing</description></item>
    /// <item><term>fails</term><description>the same OnError</description></item>
    /// <item><term>completes without SUCCESS</term><description>OnError with an <see cref="InvalidOperationException"/></description></item>
    /// </list>
    /// Notifications are made where the source makes its own; Dispose disposes the source.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public static IObservable<UploadStatus> WhenSucceeded(this IObservable<UploadStatus> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Observable.Create<UploadStatus>(observer => source.SubscribeSafe(Observer.Create<UploadStatus>(
            status =>
            {
                if (status.State is UploadState.Success)
                {
                    observer.OnNext(status);
                    observer.OnCompleted();
                }
            },
            observer.OnError,
            () => observer.OnError(new InvalidOperationException(
                "The stream of statuses completed without SUCCESS, so it is not safe to start the run.")))));
    }
}
