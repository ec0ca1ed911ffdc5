using System.Reactive;
using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace Lobstr.Reactive;

/// <summary>How long a client lasts, for what goes on beside its queue: waits between two calls, and transfers of files.</summary>
internal sealed class ClientLifetime(Clock clock) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Cancelled when the client is disposed.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Waits on the scheduler, in parts if that is longer than a scheduler can take. If the scheduler refuses, that is the error.</summary>
    public IObservable<Unit> Delay(TimeSpan delay) =>
        delay <= Clock.LongestDelay ? DelayOnce(delay)
        : delay > clock.MaxInstant - clock.Elapsed ? Observable.Never<Unit>()
        : DelayOnce(Clock.LongestDelay).SelectMany(_ => Delay(delay - Clock.LongestDelay));

    /// <summary>Waits on the scheduler; no longer than the client lasts, for then there is nothing left to wait for.</summary>
    public IObservable<Unit> Wait(TimeSpan delay) => Observable.Create<Unit>(observer => StableCompositeDisposable.Create(
        Delay(delay).Subscribe(observer),
        _end.Token.UnsafeRegister(static waiting => Complete((IObserver<Unit>)waiting!), observer)));

    /// <summary>Runs work for a caller, for no longer than the client lasts.</summary>
    /// <param name="work">Given a token that is cancelled when the client is disposed, or the caller's is.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Ended);
        try
        {
            await work(cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Faults.Disposed();
        }
    }

    /// <summary>The client was disposed. Called after its queue has been closed. Idempotent, never throws.</summary>
    public void Dispose() => _end.CancelQuietly();

    private IObservable<Unit> DelayOnce(TimeSpan delay) => Observable.Create<Unit>(observer =>
    {
        if (clock.Scheduler.TrySchedule(observer, delay, Complete, out IDisposable? timer) is not { } refusal)
            return timer!;
        observer.OnError(refusal);
        return Disposable.Empty;
    });

    private static void Complete(IObserver<Unit> observer)
    {
        observer.OnNext(Unit.Default);
        observer.OnCompleted();
    }
}
