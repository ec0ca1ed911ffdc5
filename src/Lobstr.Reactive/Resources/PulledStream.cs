using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Lobstr.Reactive;

/// <summary>A pushed stream, pulled: what comes before it is asked for is kept, however much that is.</summary>
internal static class PulledStream
{
    /// <summary>Each enumeration is a subscription: it begins with the first pull, and ends with the enumeration.</summary>
    public static async IAsyncEnumerable<T> Pull<T>(this IObservable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var buffer = new PullBuffer<T>();
        using IDisposable subscription = source.Subscribe(buffer);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (waiting, token) => ((PullBuffer<T>)waiting!).Cancel(token), buffer);
        while (await buffer.WaitAsync().ConfigureAwait(false))
        {
            while (buffer.TryTake(out T? next))
            {
                yield return next;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        if (buffer.Error is { } error)
            ExceptionDispatchInfo.Capture(error).Throw();
    }
}
