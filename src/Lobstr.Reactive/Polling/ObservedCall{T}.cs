namespace Lobstr.Reactive;

/// <summary>A call for an observer: OnNext and OnCompleted, or OnError. Dispose gives it up.</summary>
internal sealed class ObservedCall<T>(
    RequestQueue queue, RequestFamily family, CallPlan<T> plan, IObserver<T> observer)
    : Call<T>(queue, family, plan), IDisposable
    where T : class
{
    private volatile bool _isDisposed;

    /// <summary>Begins, once.</summary>
    public new void Start() => base.Start();

    public override void Notify()
    {
        if (_isDisposed)
            return;
        if (Fault is { } fault)
        {
            observer.OnError(fault);
            return;
        }
        observer.OnNext(Value!);
        if (!_isDisposed)
            observer.OnCompleted();
    }

    public void Dispose()
    {
        _isDisposed = true;
        TryCancel();
    }
}
